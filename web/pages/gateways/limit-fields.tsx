import { Checkbox, Fieldset, NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accentModes } from '../../../domain/states.ts';
import type { Gateway } from '../../queries/gateways.ts';
import { useRateWords } from './rate.ts';

export type Limits = Pick<
  Gateway,
  'enabled' | 'quantity' | 'intervalSeconds' | 'maxConnections' | 'price' | 'warnLength' | 'maxLength' | 'maxSegments' | 'accents'
>;

const usual: Limits = {
  enabled: true,
  quantity: 5,
  intervalSeconds: 5,
  maxConnections: 10,
  price: '0.0000',
  warnLength: 144,
  maxLength: 480,
  maxSegments: 3,
  accents: 'smart',
};

/** What a gateway has, else what its service starts with. */
export function startingLimits(gateway: Gateway | undefined, defaults: Record<string, unknown>): Limits {
  const from: Record<string, unknown> = gateway ?? defaults;
  const number = (name: 'warnLength' | 'maxLength' | 'maxSegments') => (typeof from[name] === 'number' ? from[name] : usual[name]);
  const accents = accentModes.find((mode) => mode === from.accents) ?? usual.accents;
  const { enabled, quantity, intervalSeconds, maxConnections, price } = gateway ?? usual;
  const lengths = { warnLength: number('warnLength'), maxLength: number('maxLength'), maxSegments: number('maxSegments') };
  return { enabled, quantity, intervalSeconds, maxConnections, price, accents, ...lengths };
}

type Props = { limits: Limits; isMail: boolean; at: (field: string) => string | null; onChange: (limits: Limits) => void };

/** Rate, price and lengths; the rate is told in words as it is typed, with the advice of who has congested a gateway before. */
export function LimitFields({ limits, isMail, at, onChange }: Props) {
  const { t } = useTranslation('gateways');
  const rateWords = useRateWords();
  const set = (changed: Partial<Limits>) => onChange({ ...limits, ...changed });
  const numbers = (name: 'intervalSeconds' | 'maxConnections' | 'warnLength' | 'maxLength' | 'maxSegments') => ({
    label: t(`limits.${name}`),
    error: at(name),
    min: 1,
    value: limits[name],
    onChange: (value: string | number) => set({ [name]: Number(value) || 1 }),
  });
  const crowded = limits.quantity !== null && limits.quantity > limits.intervalSeconds;
  return (
    <Fieldset legend={t('limits.legend')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <NumberInput
          label={t('limits.quantity')}
          description={t('limits.quantityHint')}
          error={at('quantity')}
          min={1}
          value={limits.quantity ?? ''}
          onChange={(value) => set({ quantity: value === '' ? null : Number(value) })}
        />
        <NumberInput {...numbers('intervalSeconds')} description={t('limits.intervalHint')} />
        <TextInput
          label={t('limits.price')}
          description={t('limits.priceHint')}
          inputMode="decimal"
          error={at('price')}
          value={limits.price.replace('.', ',')}
          onChange={(event) => set({ price: event.currentTarget.value.replace(',', '.') })}
        />
      </SimpleGrid>
      <Text mt="xs" fw={600} role="status">
        {rateWords(limits)}
      </Text>
      {crowded && (
        <Text c="var(--warn)" size="sm">
          {t('limits.crowded')}
        </Text>
      )}
      {!isMail && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} mt="sm">
          <NumberInput {...numbers('warnLength')} />
          <NumberInput {...numbers('maxLength')} />
          <NumberInput {...numbers('maxSegments')} />
          <NumberInput {...numbers('maxConnections')} />
          <Select
            label={t('limits.accents')}
            allowDeselect={false}
            value={limits.accents}
            data={accentModes.map((mode) => ({ value: mode, label: t(`accents.${mode}`) }))}
            onChange={(value) => set({ accents: accentModes.find((mode) => mode === value) ?? 'smart' })}
          />
        </SimpleGrid>
      )}
      <Checkbox
        mt="md"
        label={t('limits.enabled')}
        checked={limits.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </Fieldset>
  );
}
