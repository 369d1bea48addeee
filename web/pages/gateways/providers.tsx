import { Button, SimpleGrid, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconSearch } from '../../parts/icons.ts';
import type { GatewayService } from '../../queries/gateways.ts';
import { type Choice, type Provider, providersOf } from './provider-list.ts';
import classes from './providers.module.css';

/** The providers to choose from, found by their names or by what they sell. */
export function Providers({ services, onChoose }: { services: GatewayService[]; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation('gatewaySetup');
  const [typed, setTyped] = useState('');
  const found = providersOf(services, typed);
  return (
    <Stack>
      <TextInput
        maw={360}
        type="search"
        aria-label={t('providers.search')}
        placeholder={t('providers.search')}
        leftSection={<IconSearch size={17} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.length === 0 && <Text role="status">{t('providers.none')}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="sm">
        {found.map((provider) => (
          <ProviderCard key={`${provider.servico} ${provider.modelo ?? ''}`} {...{ provider, onChoose }} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ProviderCard({ provider, onChoose }: { provider: Provider; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation('gateways');
  const { t: tStates } = useTranslation('states');
  const { servico, modelo, label, isMail, kinds } = provider;
  if (kinds.length === 0) {
    return (
      <UnstyledButton className={classes.provider} onClick={() => onChoose({ servico, modelo })}>
        <Text fw={600}>{label}</Text>
        <Text c="dimmed" size="sm">
          {isMail ? tStates('channel.email') : modelo === undefined ? t('ownForm') : t('filledForm')}
        </Text>
      </UnstyledButton>
    );
  }
  return (
    <div className={classes.several}>
      <Text fw={600} mb={6}>
        {label}
      </Text>
      <div className={classes.kinds}>
        {kinds.map((kind) => (
          <Button
            key={kind.label}
            variant="default"
            size="compact-sm"
            aria-label={`${label}: ${kind.label}`}
            onClick={() => onChoose(kind.choice)}
          >
            {kind.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
