import { Kbd, Loader, Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useDisclosure, useWindowEvent } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moreWords } from '../app/words.ts';
import { IconSearch } from '../parts/icons.ts';
import { searchQuery } from '../queries/search.ts';
import { openSearch, searchEvent } from './opening.ts';
import classes from './search.module.css';
import { type Found, useFound } from './search-results.tsx';

/** Looks like the field it opens. */
export function SearchButton() {
  const { t } = useTranslation('frame');
  return (
    <UnstyledButton className={classes.button} onClick={openSearch} aria-keyshortcuts="Control+K">
      <IconSearch size={17} stroke={1.8} aria-hidden />
      <span className={classes.buttonWords}>{t('search.placeholder')}</span>
      <Kbd size="xs" className={classes.buttonKeys} aria-hidden>
        Ctrl K
      </Kbd>
    </UnstyledButton>
  );
}

/** One field that finds customers, charges, campaigns, templates, gateways, messages and pages. */
export function SearchDialog() {
  const { t } = useTranslation('frame');
  const [open, { open: show, close }] = useDisclosure(false);
  useWindowEvent(searchEvent, show);
  return (
    <Modal.Root opened={open} onClose={close} size="lg" yOffset="10vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t('search.label')}>
        <SearchBox onDone={close} />
      </Modal.Content>
    </Modal.Root>
  );
}

function SearchBox({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  useEffect(() => void moreWords(), []);
  const [marked, setMarked] = useState(0);
  const [asked] = useDebouncedValue(typed.trim(), 180);
  const { data, isFetching } = useQuery(searchQuery(asked));
  const found = useFound(asked, data);

  const follow = (result: Found | undefined) => {
    if (result === undefined) return;
    onDone();
    void navigate({ href: result.href });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setMarked((index) => Math.max(0, Math.min(found.length - 1, index + step)));
    }
    if (event.key === 'Enter') follow(found[marked] ?? found[0]);
  };

  return (
    <>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className={classes.input}
        leftSection={<IconSearch size={19} aria-hidden />}
        rightSection={isFetching && <Loader size={16} />}
        placeholder={t('search.placeholder')}
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={found.length > 0}
        aria-controls="search-results"
        aria-activedescendant={found[marked] && `search-${marked}`}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
      />
      <div id="search-results" role="listbox" aria-label={t('search.label')} className={classes.results}>
        {found.map((result, index) => (
          <div key={result.href}>
            {result.group !== found[index - 1]?.group && (
              <div className={classes.group} role="presentation">
                {result.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps the focus and takes the keys */}
            <div
              id={`search-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === marked}
              className={classes.result}
              onMouseMove={() => setMarked(index)}
              onClick={() => follow(result)}
            >
              <span className={classes.resultTitle}>{result.title}</span>
              {result.detail !== '' && <span className={classes.resultDetail}>{result.detail}</span>}
            </div>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <Text c="dimmed" size="sm" px="md" pb="md" role="status">
          {asked.length < 2 || data === undefined ? t('search.hint') : t('search.nothing', { text: asked })}
        </Text>
      )}
    </>
  );
}
