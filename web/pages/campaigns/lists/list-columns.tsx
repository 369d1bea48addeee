import { Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListColumns as Columns } from '../../../queries/lists.ts';

/** How the text of a campaign calls the columns of a list. */
export function ListColumns({ columns }: { columns: Columns }) {
  const { t } = useTranslation('campaigns');
  if (columns.length === 0) return <Text c="dimmed">{t('lists.noColumns')}</Text>;
  return (
    <Group gap="xs">
      <Text c="dimmed">{t('lists.inText')}</Text>
      {columns.map(({ variable, header }) => (
        <Code key={variable} title={header}>{`{${variable}}`}</Code>
      ))}
    </Group>
  );
}
