import { Stack } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import type { MissingRule } from '../../domain/render.ts';
import type { Channel } from '../../domain/states.ts';
import { Card } from '../parts/card.tsx';
import { usualCarrier } from './measure.ts';
import { Meter } from './meter.tsx';
import { MissingRules } from './missing-rules.tsx';
import classes from './text-editor.module.css';
import { TextField } from './text-field.tsx';
import { TextProblems } from './text-problems.tsx';
import { useCarrierGateway } from './use-carrier.ts';
import { VariablesPanel } from './variables-panel.tsx';

export type Wording = { text: string; missing: Readonly<Record<string, MissingRule>> };

type Props = {
  wording: Wording;
  use: 'notices' | 'campaigns';
  channel?: Channel;
  gatewayId?: string | null;
  /** Where the short links are that stand in place of those of the text; null: these stay. */
  linkOrigin?: string | null;
  error: string | null;
  /** Of the lists that the text goes to. */
  columns?: readonly ListColumn[];
  onChange: (wording: Wording) => void;
  /** What stands above the text, in the same card. */
  children?: ReactNode;
  /** What stands beside it, above the variables. */
  aside?: ReactNode;
  /** What stands below it, in the same card. */
  foot?: ReactNode;
};

/** A text with variables and all that helps to write it: completion, length, costly letters, what is wrong, what happens where a value is missing. */
export function TextEditor({
  wording,
  use,
  channel = 'sms',
  gatewayId = null,
  linkOrigin = null,
  error,
  columns = [],
  onChange,
  children,
  aside,
  foot,
}: Props) {
  const { t } = useTranslation('texts');
  const area = useRef<HTMLTextAreaElement>(null);
  const gateway = useCarrierGateway(use, gatewayId);
  const { text, missing } = wording;
  const write = (changed: string) => onChange({ ...wording, text: changed });
  const insert = (variable: string) => {
    const field = area.current;
    if (field === null) return;
    field.focus();
    field.setRangeText(`{${variable}}`, field.selectionStart, field.selectionEnd, 'end');
    // React hears of a change that no key made only by its event.
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <div className={classes.columns}>
      <Card>
        <Stack gap="md">
          {children}
          <TextField {...{ error, columns, area }} label={t('text')} value={text} marksCostly={channel === 'sms'} onChange={write} />
          <TextProblems text={text} columns={columns} onMend={write} />
          {channel === 'sms' && (
            <Meter text={text} carrier={gateway ?? usualCarrier} gateway={gateway?.name ?? null} linkOrigin={linkOrigin} onMend={write} />
          )}
          <MissingRules text={text} rules={missing} use={use} onChange={(rules) => onChange({ ...wording, missing: rules })} />
          {foot}
        </Stack>
      </Card>
      <Stack gap="md">
        {aside}
        <VariablesPanel columns={columns} onInsert={insert} />
      </Stack>
    </div>
  );
}
