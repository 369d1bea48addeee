import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import { Card } from '../parts/card.tsx';
import { IconSearch } from '../parts/icons.ts';
import { variablesLike } from './completion.ts';
import { useVariableWords } from './use-variable-words.ts';
import classes from './variables-panel.module.css';

type Props = { columns: readonly ListColumn[]; onInsert: (name: string) => void };

/** Every variable with its meaning and an example, those of lists first; a click puts it into the text. */
export function VariablesPanel({ columns, onInsert }: Props) {
  const { t } = useTranslation('texts');
  const words = useVariableWords();
  const [typed, setTyped] = useState('');
  const found = variablesLike(typed, columns);
  return (
    <Card title={t('variables')}>
      <TextInput
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('searchVariable')}
        aria-label={t('searchVariable')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.list}>
        {found.map((variable) => (
          <li key={variable.name}>
            <UnstyledButton className={classes.variable} onClick={() => onInsert(variable.name)}>
              <span className={classes.name}>{`{${variable.name}}`}</span>
              <span className={classes.about}>{words(variable)}</span>
              <span className={classes.example}>{variable.example}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('noVariable')}
        </Text>
      )}
    </Card>
  );
}
