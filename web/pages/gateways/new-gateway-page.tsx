import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { servicesQuery } from '../../queries/gateways.ts';
import { GatewayForm } from './gateway-form.tsx';
import { Providers } from './providers.tsx';

const route = getRouteApi('/configuracao/gateways/novo');

/** A new gateway: first the provider, then its own form. */
export function NewGatewayPage() {
  const { t } = useTranslation('gateways');
  const { servico, modelo } = route.useSearch();
  const navigate = route.useNavigate();
  const services = useQuery(servicesQuery);
  return (
    <Loaded query={services}>
      {(all) => {
        const service = all.find(({ id }) => id === servico);
        if (service === undefined) {
          return (
            <>
              <PageHead name={t('add')} answer={t('which')} />
              <Providers services={all} onChoose={(search) => void navigate({ search })} />
            </>
          );
        }
        const preset = service.presets.find(({ id }) => id === modelo);
        const label = typeof preset?.label === 'string' ? preset.label : service.label;
        return (
          <>
            <PageHead name={t('add')} answer={t('newOf', { service: label })} />
            <GatewayForm key={`${servico} ${modelo}`} service={service} {...(preset && { preset })} name={label} />
          </>
        );
      }}
    </Loaded>
  );
}
