import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys, useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openSearch, openShortcuts, shortcutsEvent } from './opening.ts';
import { useOpenPages } from './pages.ts';

const secondKeyWithinMs = 1_200;

/** The keys that work everywhere: `Ctrl K` searches, `g` and a letter goes to a page, `?` shows this list. */
export function Shortcuts() {
  const { t } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  const navigate = useNavigate();
  const [open, { open: show, close }] = useDisclosure(false);
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY);
  const { daily, settings } = useOpenPages();
  const reachable = [...daily, ...settings].flatMap(({ key, ...page }) => (key === null ? [] : [{ ...page, key }]));
  useWindowEvent(shortcutsEvent, show);
  useHotkeys([
    ['mod+K', openSearch],
    ['/', openSearch],
    ['?', openShortcuts, { usePhysicalKeys: false }],
    ['shift+?', openShortcuts],
    ['g', () => (goPressedAt.current = performance.now())],
    ...reachable.map(({ key, to }): [string, () => void] => [
      key,
      () => {
        if (performance.now() - goPressedAt.current < secondKeyWithinMs) void navigate({ to });
      },
    ]),
  ]);
  const row = (keys: string[], meaning: string, between: string = t('shortcuts.thenKey')) => (
    <Table.Tr key={meaning}>
      <Table.Td w={130}>
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && ` ${between} `}
            <Kbd>{key}</Kbd>
          </span>
        ))}
      </Table.Td>
      <Table.Td>{meaning}</Table.Td>
    </Table.Tr>
  );
  return (
    <Modal
      opened={open}
      onClose={close}
      title={t('shortcuts.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {row(['Ctrl K'], t('shortcuts.search'))}
          {row(['?'], t('shortcuts.help'))}
          {row(['↑', '↓'], t('shortcuts.arrows'), t('shortcuts.orKey'))}
          {row(['Enter'], t('shortcuts.enter'))}
          {row(['Esc'], t('shortcuts.escape'))}
          {reachable.map(({ name, key }) => row(['g', key], t(`pages.${name}`)))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
