import { Checkbox, JsonInput, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ResponseRules } from './response-rules.tsx';
import type { SettingField } from './setting-field.ts';

type Props = { field: SettingField; value: unknown; error: string | null; onChange: (value: unknown) => void };

/** The input of one setting, by the kind that its service gives it. */
export function SettingInput({ field, value, error, onChange }: Props) {
  const { t } = useTranslation('gateways');
  const common = { label: field.label, description: field.help, error, required: field.required };
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'text':
      return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value || null)} />;
    case 'secret':
      return (
        <TextInput
          {...common}
          description={text === '***' ? t('secretKept') : field.help}
          autoComplete="off"
          value={text}
          onFocus={() => text === '***' && onChange('')}
          onBlur={(event) => event.currentTarget.value === '' && value === '' && onChange('***')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(given) => onChange(given === '' ? null : Number(given))}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          label={field.label}
          description={field.help}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'select':
      return <Select {...common} allowDeselect={!field.required} data={field.options} value={text || null} onChange={onChange} />;
    case 'headers':
      return <Headers {...common} value={value} onChange={onChange} />;
    case 'rules':
      return <ResponseRules label={field.label} help={field.help} error={error} value={value} onChange={onChange} />;
    case 'mapping':
      return (
        <JsonInput
          {...common}
          autosize
          minRows={2}
          formatOnBlur
          validationError={t('notJson')}
          defaultValue={value === null || value === undefined ? '' : JSON.stringify(value, null, 2)}
          onChange={(written) => onChange(parsed(written, value))}
        />
      );
  }
}

type HeadersProps = { label: string; description: string | null; error: string | null; value: unknown; onChange: (value: unknown) => void };

/** Headers as a person writes them: `Name: value`, one a line. */
function Headers({ label, description, error, value, onChange }: HeadersProps) {
  const { t } = useTranslation('gateways');
  const lines = typeof value === 'object' && value !== null ? Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`) : [];
  return (
    <Textarea
      {...{ label, error }}
      description={[description, t('headersHint')].filter(Boolean).join('. ')}
      autosize
      minRows={1}
      defaultValue={lines.join('\n')}
      onChange={(event) => {
        const pairs = event.currentTarget.value.split('\n').flatMap((line) => {
          const [, name, text] = /^\s*([^:]+?)\s*:\s*(.*)$/.exec(line) ?? [];
          return name === undefined ? [] : [[name, text]];
        });
        onChange(Object.fromEntries(pairs));
      }}
    />
  );
}

/** What was written as JSON; an empty field means that the setting is not used, and what is not JSON yet changes nothing. */
function parsed(written: string, before: unknown): unknown {
  if (written.trim() === '') return null;
  try {
    return JSON.parse(written);
  } catch {
    return before;
  }
}
