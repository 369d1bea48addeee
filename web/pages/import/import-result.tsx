import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import type { ImportReport } from '../../queries/imports.ts';
import { tableAt } from '../../queries/pages.ts';
import classes from './import-result.module.css';

/** What became of a file: how many lines came in, and every line that did not, with the way to mend it. */
export function ImportResult({ report, linesAt = linesPath(report.importId) }: { report: ImportReport; linesAt?: string }) {
  const { t } = useTranslation('imports');
  const { importId, dryRun, lines, rejected, warnings } = report;
  return (
    <Card title={`${t(`kind.${report.kind}`)}: ${useResultSentence(report)}`}>
      <Stack>
        {dryRun && <Text fw={600}>{t('result.dryRun')}</Text>}
        <Counts report={report} />
        {lines.length === 0 ? (
          report.state === 'finished' && <Text c="dimmed">{t('result.clean')}</Text>
        ) : (
          <>
            <Group justify="space-between">
              <Text c="dimmed">{t('result.mend')}</Text>
              <Button variant="default" component="a" href={linesAt} download>
                {t('result.download')}
              </Button>
            </Group>
            <Lines key={importId} lines={lines} all={rejected + warnings} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function linesPath(importId: string): string {
  return tableAt(`/v1/imports/${encodeURIComponent(importId)}/lines.csv`);
}

function useResultSentence({ state, dryRun, accepted, rejected }: ImportReport): string {
  const { t } = useTranslation('imports');
  if (state === 'running') return t('result.running', { count: accepted + rejected });
  if (state === 'failed') return t('result.failed');
  return `${t(dryRun ? 'result.checked' : 'result.kept', { count: accepted })} ${t('result.rejected', { count: rejected })}`;
}

function Counts({ report }: { report: ImportReport }) {
  const { t, i18n } = useTranslation('imports');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <dl className={classes.counts}>
      {(['created', 'changed', 'unchanged', 'rejected', 'warnings'] as const).map((count) => (
        <div
          key={count}
          data-bad={(count === 'rejected' && report.rejected > 0) || undefined}
          data-warn={(count === 'warnings' && report.warnings > 0) || undefined}
        >
          <dt>{t(`result.counts.${count}`)}</dt>
          <dd>{number.format(report[count])}</dd>
        </div>
      ))}
    </dl>
  );
}

const shownAtOnce = 50;

function Lines({ lines, all }: { lines: ImportReport['lines']; all: number }) {
  const { t } = useTranslation('imports');
  const [most, setMost] = useState(shownAtOnce);
  const shown = lines.slice(0, most);
  const columns: Column<ImportReport['lines'][number]>[] = [
    { key: 'line', title: t('columns.line'), phone: 'top', cell: ({ line }) => line },
    {
      key: 'severity',
      title: t('columns.severity'),
      phone: 'side',
      cell: ({ severity }) => (
        <span className={classes.severity} data-severity={severity}>
          {t(`severity.${severity}`)}
        </span>
      ),
    },
    { key: 'field', title: t('columns.field'), cell: ({ field }) => field },
    { key: 'value', title: t('columns.value'), cell: ({ value }) => <span className={classes.value}>{value}</span> },
    { key: 'message', title: t('columns.message'), cell: ({ message }) => message },
  ];
  return (
    <>
      <Records
        label={t('result.first', { count: shown.length })}
        columns={columns}
        rows={shown}
        keyOf={({ line, field, code }) => `${line} ${field} ${code}`}
      />
      {most < lines.length ? (
        <Group>
          <Button variant="default" onClick={() => setMost((old) => old + 4 * shownAtOnce)}>
            {t('result.showMore')}
          </Button>
        </Group>
      ) : (
        lines.length < all && <Text c="dimmed">{t('result.moreInFile')}</Text>
      )}
    </>
  );
}
