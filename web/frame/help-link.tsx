import { ActionIcon } from '@mantine/core';
import { useMatches } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconHelp } from '../parts/icons.ts';
import { manualPages } from './manual-pages.ts';

/** What the manual says of the page that is open, in a tab of its own. */
export function HelpLink() {
  const { t } = useTranslation('frame');
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath });
  const page = path === undefined ? undefined : manualPages[path];
  if (page === undefined) return null;
  return (
    <ActionIcon
      component="a"
      href={`/ajuda/${page}.html`}
      target="_blank"
      variant="subtle"
      color="gray"
      size="lg"
      visibleFrom="sm"
      aria-label={t('help')}
    >
      <IconHelp size={22} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
