import { Button, Checkbox, Fieldset, Group, MultiSelect, Stack, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routedPurposes } from '../../../domain/gateway-routes.ts';
import type { GatewayRoute, RouteField } from './ways.ts';

type Props = {
  number: number;
  route: GatewayRoute;
  choices: { value: string; label: string }[];
  errorAt: (field: RouteField) => string | null;
  onChange: (route: GatewayRoute) => void;
  onRemove: () => void;
};

/** One route: what goes by it, the phones it is for, the gateways in the order in which they take over. */
export function RouteFields({ number, route, choices, errorAt, onChange, onRemove }: Props) {
  const { t } = useTranslation('gatewaySetup');
  const { t: tGateways } = useTranslation('gateways');
  return (
    <Fieldset legend={t('ways.route', { number })}>
      <Stack gap="sm">
        <TagsInput
          required
          label={t('ways.prefixes')}
          description={t('ways.prefixesHint')}
          error={errorAt('prefixes')}
          value={route.prefixes}
          onChange={(prefixes) => onChange({ ...route, prefixes })}
        />
        <Checkbox.Group
          label={t('ways.purposes')}
          error={errorAt('purposes')}
          value={route.purposes}
          onChange={(chosen) => onChange({ ...route, purposes: routedPurposes.filter((purpose) => chosen.includes(purpose)) })}
        >
          <Group gap="md" mt={4}>
            {routedPurposes.map((purpose) => (
              <Checkbox key={purpose} value={purpose} label={tGateways(`use.${purpose}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          required
          label={t('ways.gateways')}
          description={t('ways.gatewaysHint')}
          error={errorAt('gatewayIds')}
          value={route.gatewayIds}
          data={choices}
          onChange={(gatewayIds) => onChange({ ...route, gatewayIds })}
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="red" c="var(--mantine-color-error)" size="compact-sm" onClick={onRemove}>
            {t('ways.remove', { number })}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
