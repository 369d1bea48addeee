import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { IconDownload } from '../../parts/icons.ts';
import { type ComparisonWish, readComparisonTable } from '../../queries/comparison.ts';

/** All differences to take along: the list is sent once more, because nothing of it was kept. */
export function ComparisonActions({ wish }: { wish: ComparisonWish }) {
  const { t } = useTranslation('reports');
  const { t: tCommon } = useTranslation('common');
  const table = useMutation({ mutationFn: () => readComparisonTable(wish), onSuccess: (file) => save(file, t('comparison.tableName')) });
  return (
    <>
      <Button
        variant="default"
        loading={table.isPending}
        onClick={() => table.mutate()}
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {tCommon('actions.table')}
      </Button>
      <Button variant="default" onClick={() => window.print()}>
        {tCommon('actions.print')}
      </Button>
      {table.error !== null && (
        <Text c="var(--warn)" role="alert">
          {t('comparison.tableFailed')}
        </Text>
      )}
    </>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
