import { createTheme, type MantineColorsTuple } from '@mantine/core';

const regua: MantineColorsTuple = [
  '#eef7f2',
  '#dcece4',
  '#b9d9ca',
  '#8fc2ab',
  '#62a98a',
  '#3c8f6d',
  '#1f7857',
  '#0e5a43',
  '#0b4a37',
  '#083a2b',
];

/** Greys with a breath of the same green, so that what Mantine paints by itself in the dark belongs to the rest. */
const dark: MantineColorsTuple = [
  '#e6ebe8',
  '#b9c4be',
  '#9ca9a2',
  '#87948d',
  '#35433c',
  '#29352f',
  '#1d2723',
  '#171f1c',
  '#101714',
  '#0c1210',
];

/** What lies over the page has the colour of its cards. */
const raised = {
  content: { background: 'var(--surface)' },
  header: { background: 'var(--surface)' },
  title: { fontWeight: 650, fontSize: '1rem' },
};

/** One deep green for what acts; everything else takes its colour from the tokens, light and dark alike. */
export const theme = createTheme({
  primaryColor: 'regua',
  primaryShade: { light: 7, dark: 6 },
  colors: { regua, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.55', lg: '1.5', xl: '1.4' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // Most fields must be filled; those that need not be say so instead.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    // A menu is made of its items alone; the first of them has the focus when it opens.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } }, styles: raised },
    Drawer: { defaultProps: { position: 'right', size: 'lg', overlayProps: { backgroundOpacity: 0.35 } }, styles: raised },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320 } },
  },
});
