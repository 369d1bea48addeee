import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { type Column, Records } from '../../parts/records.tsx';
import type { ComparedKind, ComparedText } from '../../queries/comparison.ts';
import classes from './comparison.module.css';

const shownAtOnce = 50;

/** The texts of one kind: to whom, when and what on each side. What would leave here leads to its charge. */
export function ComparedTexts({ kind, texts, all }: { kind: ComparedKind; texts: ComparedText[]; all: number }) {
  const { t } = useTranslation('reports');
  const { t: tImport } = useTranslation('imports');
  const [most, setMost] = useState(shownAtOnce);
  const columns = useColumns(kind);
  if (all === 0) return <Text>{t('comparison.none')}</Text>;
  return (
    <div>
      <Records
        label={t(`comparison.kind.${kind}`)}
        columns={columns}
        rows={texts.slice(0, most).map((text, index) => ({ ...text, index }))}
        keyOf={({ index }) => String(index)}
      />
      {most < texts.length ? (
        <Group mt="sm">
          <Button variant="default" onClick={() => setMost((old) => old + 4 * shownAtOnce)}>
            {tImport('result.showMore')}
          </Button>
        </Group>
      ) : (
        texts.length < all && (
          <Text c="dimmed" mt="sm">
            {t(kind === 'same' ? 'comparison.firstSame' : 'comparison.moreInTable', { count: texts.length })}
          </Text>
        )
      )}
    </div>
  );
}

function useColumns(kind: ComparedKind): Column<ComparedText & { index: number }>[] {
  const { t } = useTranslation('reports');
  const { t: tImport } = useTranslation('imports');
  const { day } = useWhen();
  const chargeOf = ({ here, there }: ComparedText) => here?.chargeId ?? there?.chargeId ?? null;
  const words = (text: string | null | undefined, side?: Side) => (
    <div className={classes.text}>
      <SideOnPhone side={side} /> {text ?? t('comparison.noText')}
    </div>
  );
  const both = kind !== 'only-there' && kind !== 'only-here';
  const columns: (Column<ComparedText & { index: number }> | false)[] = [
    { key: 'phone', title: t('comparison.phone'), phone: 'top', cell: (text) => <To text={text} /> },
    {
      key: 'day',
      title: t(kind === 'other-day' ? 'comparison.dayThere' : 'day'),
      phone: 'side',
      cell: ({ there, here }) => (
        <span className={classes.day}>
          <SideOnPhone side={kind === 'other-day' ? 'there' : undefined} /> {day(there?.date ?? here?.date ?? '')}
        </span>
      ),
    },
    kind === 'other-day' && {
      key: 'dayHere',
      title: t('comparison.dayHere'),
      phone: 'side',
      cell: ({ here }) => (
        <span className={classes.day}>
          <SideOnPhone side="here" /> {day(here?.date ?? '')}
        </span>
      ),
    },
    kind !== 'only-here' && {
      key: 'there',
      title: t(kind === 'other-words' ? 'comparison.textThere' : 'comparison.text'),
      cell: ({ there }) => words(there?.text, kind === 'other-words' ? 'there' : undefined),
    },
    (kind === 'only-here' || kind === 'other-words') && {
      key: 'here',
      title: t(both ? 'comparison.textHere' : 'comparison.text'),
      cell: ({ here }) => words(here?.text, kind === 'other-words' ? 'here' : undefined),
    },
    { key: 'charge', title: t('comparison.charge'), phone: 'none', cell: (text) => chargeOf(text) },
    kind !== 'only-there' && { key: 'rule', title: t('comparison.rule'), phone: 'none', cell: ({ here }) => here && `#${here.rule}` },
    kind !== 'only-here' && {
      key: 'line',
      title: tImport('columns.line'),
      align: 'right',
      phone: 'none',
      cell: ({ there }) => there?.line,
    },
  ];
  return columns.filter((column) => column !== false);
}

type Side = 'there' | 'here';

/** Which of two sides: the head of the table says it, and on a phone there is none. */
function SideOnPhone({ side }: { side: Side | undefined }) {
  const { t } = useTranslation('reports');
  return side === undefined ? null : <span className={classes.side}>{t(`comparison.side.${side}`)}</span>;
}

/** To its charge where it would leave here; else to the customer who has the phone, where there is one. */
function To({ text: { phone, here } }: { text: ComparedText }) {
  const shown = <span className={classes.to}>{phoneShown(phone)}</span>;
  if (here !== null && here.chargeId !== null) {
    return (
      <Link to="/cobrancas/$chargeId" params={{ chargeId: here.chargeId }}>
        {shown}
      </Link>
    );
  }
  const [, digits] = /^\+55(\d+)$/.exec(phone) ?? []; // of one that is masked nobody can be found
  if (digits === undefined) return shown;
  return (
    <Link to="/clientes" search={{ busca: digits }}>
      {shown}
    </Link>
  );
}
