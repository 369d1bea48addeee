import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { type ImportSummary, importsQuery } from '../../queries/imports.ts';
import { rowsOf } from '../../queries/pages.ts';

/** Every file that came in, the one under way with its counts so far. */
export function RecentImports({ current }: { current: string | undefined }) {
  const { t } = useTranslation('imports');
  const { moment } = useWhen();
  const list = useInfiniteQuery(importsQuery());
  const columns: Column<ImportSummary>[] = [
    {
      key: 'kind',
      title: t('form.kind'),
      phone: 'top',
      cell: ({ importId, kind, dryRun }) => (
        <Link to="/clientes/importar" search={{ importacao: importId }}>
          {t(`kind.${kind}`)}
          {dryRun && ` (${t('recent.dryRun')})`}
        </Link>
      ),
    },
    { key: 'when', title: t('recent.columns.when'), phone: 'side', cell: ({ startedAt }) => moment(startedAt) },
    { key: 'state', title: t('recent.columns.state'), cell: ({ state }) => t(`recent.state.${state}`) },
    {
      key: 'counts',
      title: t('recent.columns.counts'),
      cell: ({ accepted, rejected }) => t('recent.counts', { accepted, rejected }),
    },
    { key: 'mode', title: t('form.mode'), phone: 'none', cell: ({ mode }) => t(`mode.${mode}`) },
  ];
  return (
    <Loaded query={list}>
      {(data) => {
        const rows = rowsOf(data);
        if (rows.length === 0) return <Text c="dimmed">{t('recent.none')}</Text>;
        return (
          <>
            <Records label={t('recent.title')} columns={columns} rows={rows} keyOf={({ importId }) => importId} current={current} />
            <MoreButton list={list} shown={rows.length} />
          </>
        );
      }}
    </Loaded>
  );
}
