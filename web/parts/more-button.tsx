import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The end of a list that comes page by page: how many are shown, and the next ones. */
export function MoreButton({ list, shown }: { list: Paged; shown: number }) {
  const { t } = useTranslation('common');
  return (
    <Group justify="space-between" mt="sm" px={4}>
      <Text c="dimmed" size="sm" role="status">
        {t('count.shown', { count: shown })}, {t(list.hasNextPage ? 'count.more' : 'count.all')}
      </Text>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('actions.loadMore')}
        </Button>
      )}
    </Group>
  );
}
