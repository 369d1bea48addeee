import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import type { Gateway } from '../../queries/gateways.ts';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { type GatewayRoute, gatewayUses } from './ways.ts';
import { WaysDrawer } from './ways-drawer.tsx';

/** Which gateway carries which texts: the usual ones, and the routes of phones. */
export function WaysCard({ gateways }: { gateways: Gateway[] }) {
  const { t } = useTranslation('gatewaySetup');
  const may = useMay();
  const settings = useQuery(settingsQuery);
  const [opened, { open, close }] = useDisclosure(false);
  const nameOf = (id: string | null) => gateways.find((gateway) => gateway.id === id)?.name ?? id;
  return (
    <Card
      title={t('ways.title')}
      aside={
        may('settings:write') && (
          <Button variant="default" size="xs" onClick={open}>
            {t('ways.edit')}
          </Button>
        )
      }
    >
      <Loaded query={settings}>
        {({ defaultGateways, gatewayRoutes, updatedAt }) => (
          <Stack>
            <Text c="dimmed">{t('ways.says')}</Text>
            <Facts
              facts={gatewayUses.map((use) => ({ label: t(`ways.use.${use}`), value: nameOf(defaultGateways[use]) ?? t('ways.none') }))}
            />
            {gatewayRoutes.length === 0 ? (
              <Text c="dimmed">{t('ways.noRoutes')}</Text>
            ) : (
              gatewayRoutes.map((route) => <RouteLine key={route.prefixes.join()} route={route} nameOf={(id) => nameOf(id) ?? id} />)
            )}
            <WaysDrawer {...{ gateways, defaultGateways, gatewayRoutes, opened }} readAt={updatedAt} onClose={close} />
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}

function RouteLine({ route: { purposes, prefixes, gatewayIds }, nameOf }: { route: GatewayRoute; nameOf: (id: string) => string }) {
  const { t, i18n } = useTranslation('gatewaySetup');
  const { t: tGateways } = useTranslation('gateways');
  const list = new Intl.ListFormat(i18n.language);
  return (
    <Text>
      {t('ways.sentence', {
        prefixes: list.format(prefixes.map(prefixShown)),
        purposes: list.format(purposes.map((purpose) => tGateways(`use.${purpose}`))),
        gateways: gatewayIds.map(nameOf).join(t('ways.next')),
      })}
    </Text>
  );
}

/** `6799` → `(67) 99…`. */
function prefixShown(prefix: string): string {
  return prefix.length === 2 ? `(${prefix})` : `(${prefix.slice(0, 2)}) ${prefix.slice(2)}…`;
}
