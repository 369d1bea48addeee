import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RunLink } from '../../parts/run-link.tsx';
import { gatewayQuery, servicesQuery } from '../../queries/gateways.ts';
import { useMay } from '../../queries/me.ts';
import { GatewayEnd } from './gateway-end.tsx';
import { GatewayForm } from './gateway-form.tsx';
import { GatewayTest } from './gateway-test.tsx';
import { Hooks } from './hooks.tsx';
import { RetiredNote } from './retired-note.tsx';

const route = getRouteApi('/configuracao/gateways/$gatewayId');

/** One gateway: a test of it first, then its settings, what its provider has to call, and the way out of it. */
export function GatewayPage() {
  const { t } = useTranslation('gateways');
  const may = useMay();
  const { gatewayId } = route.useParams();
  const gateway = useQuery(gatewayQuery(gatewayId));
  const services = useQuery(servicesQuery);
  return (
    <Loaded query={gateway}>
      {(found) => (
        <Loaded query={services}>
          {(all) => {
            const service = all.find(({ id }) => id === found.service);
            return (
              <>
                <PageHead
                  name={found.name}
                  answer={t('one', { name: found.name, service: service?.label ?? found.service })}
                  actions={<RunLink kind="gateway" id={found.id} />}
                />
                <Stack gap="md">
                  {found.retiredAt === null ? <GatewayTest gateway={found} /> : <RetiredNote gateway={found} since={found.retiredAt} />}
                  {service !== undefined && found.retiredAt === null && (
                    <GatewayForm key={found.id} service={service} gateway={found} name={found.name} />
                  )}
                  <Hooks gateway={found} service={service?.label ?? found.service} />
                  {found.retiredAt === null && may('gateways:write') && <GatewayEnd gateway={found} />}
                </Stack>
              </>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
