import { Group, Select, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MissingRule } from '../../domain/render.ts';
import { parseTemplate } from '../../domain/template.ts';
import classes from './missing-rules.module.css';

type Rules = Readonly<Record<string, MissingRule>>;
type Choice = 'usual' | 'skip' | 'default';
type Props = { text: string; rules: Rules; use: 'notices' | 'campaigns'; onChange: (rules: Record<string, MissingRule>) => void };

/** What happens where a customer has no value for a variable: one line for each variable of the text. */
export function MissingRules({ text, rules, use, onChange }: Props) {
  const { t } = useTranslation('texts');
  const names = [...new Set(parseTemplate(text).flatMap((part) => (part.kind === 'variable' ? [part.variable.name] : [])))];
  if (names.length === 0) return null;
  const choices: Choice[] = use === 'notices' ? ['usual', 'skip', 'default'] : ['usual', 'default'];
  const change = (name: string, rule: MissingRule | null) => {
    const { [name]: _before, ...others } = rules;
    onChange(rule === null ? others : { ...others, [name]: rule });
  };
  return (
    <section>
      <Text fw={600} size="sm">
        {t('missing.title')}
      </Text>
      <ul className={classes.rules}>
        {names.map((name) => {
          const rule = rules[name];
          const choice = choiceOf(rule);
          return (
            <li key={name}>
              <Group gap="xs">
                <span className={classes.name}>{`{${name}}`}</span>
                <Select
                  w={240}
                  size="xs"
                  aria-label={t('missing.of', { name })}
                  allowDeselect={false}
                  value={choice}
                  data={choices.map((value) => ({ value, label: value === 'usual' ? t(`missing.usual.${use}`) : t(`missing.${value}`) }))}
                  onChange={(value) => change(name, value === 'skip' ? 'skip' : value === 'default' ? { default: '' } : null)}
                />
                {typeof rule === 'object' && (
                  <TextInput
                    size="xs"
                    flex="1 1 160px"
                    aria-label={t('missing.textFor', { name })}
                    placeholder={t('missing.nothing')}
                    value={rule.default}
                    onChange={(event) => change(name, { default: event.currentTarget.value })}
                  />
                )}
              </Group>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function choiceOf(rule: MissingRule | undefined): Choice {
  if (rule === undefined || rule === 'hold') return 'usual';
  return rule === 'skip' ? 'skip' : 'default';
}
