import { Button, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lightOf } from '../../frame/gateway-light.ts';
import { useServiceState } from '../../frame/use-service-state.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconBroadcast } from '../../parts/icons.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { gatewaysQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { GatewayCard } from './gateway-card.tsx';
import { RetiredGateways } from './retired-gateways.tsx';
import { WaysCard } from './ways-card.tsx';

/** The accounts at providers: which of them send, how fast, and what stops the others. */
export function GatewaysPage() {
  const { t } = useTranslation('gateways');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const gateways = useQuery(gatewaysQuery);
  const service = useServiceState();
  const add = may('gateways:write') && (
    <Button renderRoot={(props) => <Link {...props} to="/configuracao/gateways/novo" />}>{t('add')}</Button>
  );
  return (
    <Loaded query={gateways}>
      {(known) => {
        const all = known.filter(({ retiredAt }) => retiredAt === null);
        const retired = known.filter(({ retiredAt }) => retiredAt !== null);
        const running = all.filter((gateway) => lightOf(gateway) === 'running').length;
        const answer =
          all.length === 0
            ? t('answer.none')
            : t(service === 'on' ? 'answer.running' : `answer.${service}`, { count: running, total: all.length });
        return (
          <>
            <PageHead name={tFrame('pages.gateways')} answer={answer} actions={all.length > 0 && add} />
            {all.length === 0 ? (
              <Empty icon={IconBroadcast} title={t('empty.title')} action={add}>
                {t('empty.text')}
              </Empty>
            ) : (
              <Stack mb="md">
                <SimpleGrid cols={{ base: 1, lg: 2 }}>
                  {all.map((gateway) => (
                    <GatewayCard key={gateway.id} gateway={gateway} />
                  ))}
                </SimpleGrid>
                <WaysCard gateways={all} />
              </Stack>
            )}
            {retired.length > 0 && <RetiredGateways gateways={retired} />}
          </>
        );
      }}
    </Loaded>
  );
}
