import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Gateway } from '../../queries/gateways.ts';
import { gatewaysQuery, settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { useRateWords } from '../gateways/rate.ts';

/** How fast notices leave: interval and quantity of their gateway, with the advice of who has congested one before. */
export function PaceCard() {
  const { t } = useTranslation('rules');
  const notices = useQuery(settingsQuery).data?.defaultGateways.notices;
  const gateways = useQuery(gatewaysQuery).data;
  if (notices === undefined || gateways === undefined) return null;
  const gateway = gateways.find(({ id }) => id === notices);
  return (
    <Card title={t('pace.title')}>
      {gateway === undefined ? (
        <Text>
          {t('pace.none')} <Link to="/configuracao/gateways">{t('pace.choose')}</Link>
        </Text>
      ) : (
        <PaceForm key={`${gateway.id} ${gateway.quantity} ${gateway.intervalSeconds}`} gateway={gateway} />
      )}
    </Card>
  );
}

function PaceForm({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation('rules');
  const { t: tGateways } = useTranslation('gateways');
  const { t: tCommon } = useTranslation('common');
  const rateWords = useRateWords();
  const may = useMay();
  const queryClient = useQueryClient();
  const [quantity, setQuantity] = useState(gateway.quantity);
  const [intervalSeconds, setIntervalSeconds] = useState(gateway.intervalSeconds);
  const [readAt] = useState(gateway.updatedAt);
  const edit = useUnchangedSince(readAt);
  const save = useMutation({
    mutationFn: () =>
      edit((query) => answerOf(api.v1.gateways[':id'].$patch({ param: { id: gateway.id }, query, json: { quantity, intervalSeconds } }))),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey });
      done(t('pace.saved'));
    },
  });
  const canWrite = may('gateways:write');
  const changed = quantity !== gateway.quantity || intervalSeconds !== gateway.intervalSeconds;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Text mb="xs">
        {t('pace.through')}{' '}
        <Link to="/configuracao/gateways/$gatewayId" params={{ gatewayId: gateway.id }}>
          {gateway.name}
        </Link>
      </Text>
      <Group grow align="flex-end">
        <NumberInput
          label={t('pace.interval')}
          min={1}
          readOnly={!canWrite}
          value={intervalSeconds}
          onChange={(value) => setIntervalSeconds(Number(value) || 1)}
        />
        <NumberInput
          label={tGateways('limits.quantity')}
          placeholder={tGateways('rate.unlimited')}
          min={1}
          readOnly={!canWrite}
          value={quantity ?? ''}
          onChange={(value) => setQuantity(value === '' ? null : Number(value))}
        />
      </Group>
      <Text mt="xs" fw={600} role="status">
        {rateWords({ quantity, intervalSeconds })}
      </Text>
      {quantity !== null && quantity > intervalSeconds && (
        <Text c="var(--warn)" size="sm">
          {tGateways('limits.crowded')}
        </Text>
      )}
      {save.error !== null && <ProblemNote error={save.error} kept />}
      {changed && canWrite && (
        <Group justify="flex-end" mt="sm">
          <Button type="submit" loading={save.isPending}>
            {tCommon('actions.save')}
          </Button>
        </Group>
      )}
    </Form>
  );
}
