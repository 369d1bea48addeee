import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { FirstThings } from '../../queries/first-steps.ts';
import { servicesQuery } from '../../queries/gateways.ts';
import { gatewaysQuery, settingsQuery } from '../../queries/house.ts';
import { newSandboxGateway, sandboxOf } from './sandbox.ts';

/** The way out: one that is there already, the sandbox where there is one, or the account at a provider. */
export function GatewayStep({ things: { gateway, gateways }, onDone }: { things: FirstThings; onDone: () => Promise<void> }) {
  const { t } = useTranslation('firstSteps');
  const sandbox = sandboxOf(useQuery(servicesQuery).data ?? []);
  const [chosen, setChosen] = useState(gateways[0]?.id ?? null);
  const use = useGatewayForAll(onDone);
  return (
    <Stack>
      <Text>{gateway === null ? t('gateway.says') : t('gateway.now', { name: gateway.name })}</Text>
      {use.error !== null && <ProblemNote error={use.error} />}
      {gateways.length > 0 && (
        <Group align="flex-end">
          <Select
            label={t('gateway.choose')}
            allowDeselect={false}
            value={gateway?.id ?? chosen}
            data={gateways.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
          <Button loading={use.isPending} disabled={chosen === null} onClick={() => use.mutate(async () => chosen ?? '')}>
            {t('gateway.use')}
          </Button>
        </Group>
      )}
      <Group>
        {sandbox !== null && gateways.length === 0 && (
          <Button loading={use.isPending} onClick={() => use.mutate(() => newSandboxGateway(sandbox))}>
            {t('gateway.sandbox')}
          </Button>
        )}
        <Button renderRoot={(props) => <Link {...props} to="/configuracao/gateways/novo" />} variant="default">
          {t('gateway.own')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Gets or makes a gateway and lets every kind of text leave through it. */
function useGatewayForAll(onDone: () => Promise<void>) {
  const { t } = useTranslation('firstSteps');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (idOf: () => Promise<string>) => {
      const id = await idOf();
      return answerOf(api.v1.settings.$patch({ query: {}, json: { defaultGateways: { notices: id, campaigns: id, manual: id } } }));
    },
    onSuccess: async (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      await queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey });
      done(t('gateway.used'));
      await onDone();
    },
  });
}
