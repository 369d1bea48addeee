import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { done } from '../../parts/done.ts';
import { IconAlertCircle, IconCheck, IconHourglass } from '../../parts/icons.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { type Delivery, type DeliveryState, deliveriesQuery, type Webhook, webhooksQuery } from '../../queries/webhooks.ts';
import classes from './deliveries.module.css';

const states = ['pending', 'delivered', 'failed'] as const satisfies DeliveryState[];

/** What a webhook was told lately, what it answered, and the way to tell it again. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('keys');
  const [state, setState] = useState<DeliveryState | undefined>(undefined);
  const list = useInfiniteQuery(deliveriesQuery(webhook.id, state));
  const again = useAgain();
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={3} size="h5">
          {t('deliveries.title')}
        </Title>
        <SegmentedControl
          size="xs"
          value={state ?? 'all'}
          data={[
            { value: 'all', label: t('deliveries.all') },
            ...states.map((each) => ({ value: each, label: t(`deliveries.state.${each}`) })),
          ]}
          onChange={(value) => setState(states.find((each) => each === value))}
        />
      </Group>
      {again.error !== null && <ProblemNote error={again.error} />}
      <Loaded query={list}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) return <Text c="dimmed">{t(state === undefined ? 'deliveries.none' : 'deliveries.noneSuch')}</Text>;
          return (
            <>
              <ul className={classes.list}>
                {rows.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} onAgain={() => again.mutate(delivery.id)} />
                ))}
              </ul>
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

const icons = { pending: IconHourglass, delivered: IconCheck, failed: IconAlertCircle };

function DeliveryRow({ delivery, onAgain }: { delivery: Delivery; onAgain: () => void }) {
  const { t } = useTranslation('keys');
  const { moment } = useWhen();
  const may = useMay();
  const { type, state, attempts, status, fault, createdAt, nextAttemptAt } = delivery;
  const Icon = icons[state];
  const told = [
    moment(createdAt),
    t('deliveries.attempts', { count: attempts }),
    ...(status === null ? [] : [t('deliveries.answered', { status })]),
    ...(fault === null ? [] : [fault]),
    ...(nextAttemptAt === null ? [] : [t('deliveries.next', { when: moment(nextAttemptAt) })]),
  ];
  return (
    <li className={classes.delivery}>
      <Stack gap={0}>
        <Group gap="xs">
          <Text fw={600}>{type}</Text>
          <span className={classes.state} data-state={state}>
            <Icon size={15} aria-hidden />
            {t(`deliveries.state.${state}`)}
          </span>
        </Group>
        <Text c="dimmed" size="sm">
          {told.join(' · ')}
        </Text>
      </Stack>
      {state !== 'pending' && may('webhooks:write') && (
        <Button variant="subtle" size="compact-sm" onClick={onAgain}>
          {t('deliveries.again')}
        </Button>
      )}
    </li>
  );
}

function useAgain() {
  const { t } = useTranslation('keys');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.v1['webhook-deliveries'].replay.$post({ json: { deliveryIds: [id] } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      done(t('deliveries.againDone'));
    },
  });
}
