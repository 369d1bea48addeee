import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignClass } from '../../../../domain/audience.ts';
import { Card } from '../../../parts/card.tsx';
import { Loaded, WaitingLines } from '../../../parts/loaded.tsx';
import { listsQuery } from '../../../queries/lists.ts';
import { ListColumns } from './list-columns.tsx';

type Props = { title: string; listId: string; campaignClass: CampaignClass; onRemove: () => void };

/** A selection that is the phones of a list: how many, by which columns, and whether their owners agreed to advertising. */
export function ListCard({ title, listId, campaignClass, onRemove }: Props) {
  const { t } = useTranslation('campaigns');
  const lists = useQuery(listsQuery);
  const remove = (
    <Button variant="subtle" size="compact-sm" color="red" c="var(--mantine-color-error)" onClick={onRemove}>
      {t('filter.removeSelection')}
    </Button>
  );
  return (
    <Card title={title} aside={remove}>
      <Loaded query={lists} waiting={<WaitingLines lines={2} />}>
        {(all) => {
          const list = all.find(({ id }) => id === listId);
          if (list === undefined) return <Text c="var(--warn)">{t('lists.gone')}</Text>;
          return (
            <Stack gap="xs">
              <Text>{t('lists.phonesOf', { count: list.phones, name: list.name })}</Text>
              <ListColumns columns={list.columns} />
              <Text c="dimmed" size="sm">
                {list.consent === null
                  ? t(campaignClass === 'marketing' ? 'lists.withoutConsent' : 'lists.noConsent')
                  : t('lists.withConsent', { source: list.consent.source })}
              </Text>
            </Stack>
          );
        }}
      </Loaded>
    </Card>
  );
}
