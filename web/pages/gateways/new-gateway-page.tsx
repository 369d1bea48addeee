import { SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type GatewayService, servicesQuery } from '../../queries/gateways.ts';
import { GatewayForm } from './gateway-form.tsx';
import classes from './new-gateway-page.module.css';

const route = getRouteApi('/configuracao/gateways/novo');

/** A new gateway: first the provider, then its own form. */
export function NewGatewayPage() {
  const { t } = useTranslation('gateways');
  const { servico, modelo } = route.useSearch();
  const services = useQuery(servicesQuery);
  return (
    <Loaded query={services}>
      {(all) => {
        const service = all.find(({ id }) => id === servico);
        if (service === undefined) {
          return (
            <>
              <PageHead name={t('add')} answer={t('which')} />
              <Providers services={all} />
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

/** Every provider, and every filled-in form of the generic one, as equals: nobody looks for theirs under "Outros". */
function Providers({ services }: { services: GatewayService[] }) {
  const { t } = useTranslation('gateways');
  const { t: tStates } = useTranslation('states');
  const navigate = route.useNavigate();
  const choices = services.flatMap(({ id, label, channel, presets }) => [
    ...presets.map((preset) => ({ servico: id, modelo: String(preset.id), label: String(preset.label), channel })),
    { servico: id, modelo: undefined, label, channel },
  ]);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="sm">
      {choices.map(({ servico, modelo, label, channel }) => (
        <UnstyledButton
          key={`${servico} ${modelo ?? ''}`}
          className={classes.provider}
          onClick={() => void navigate({ search: { servico, modelo } })}
        >
          <Text fw={600}>{label}</Text>
          <Text c="dimmed" size="sm">
            {channel === 'email' ? tStates('channel.email') : modelo === undefined ? t('ownForm') : t('filledForm')}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
}
