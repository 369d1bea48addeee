import { Checkbox, Group, NumberInput, SegmentedControl, Select, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AudienceFilter, chargeSituations, chargesPerCustomer, type Span } from '../../../../domain/audience.ts';
import { accessStatuses, chargeTypes, customerStatuses } from '../../../../domain/states.ts';
import { panelsQuery, segmentsQuery } from '../../../queries/audiences.ts';
import { unitsQuery } from '../../../queries/house.ts';
import { type FilterField, limitNames, withCharge } from './audience-filter.ts';
import { CustomersInput } from './customers-input.tsx';
import { DateInput } from './date-input.tsx';

type Props = { filter: AudienceFilter; onChange: (filter: AudienceFilter) => void };

/** The input of one question of a selection. */
export function FilterInput({ field, filter, onChange }: Props & { field: FilterField }) {
  const { t } = useTranslation('campaigns');
  const units = useQuery(unitsQuery).data ?? [];
  const panels = useQuery(panelsQuery).data ?? [];
  const segments = useQuery(segmentsQuery).data ?? [];
  const set = (change: Partial<AudienceFilter>) => onChange({ ...filter, ...change });
  const label = t(`filter.name.${field}`);
  const things = (all: { id: string; name: string }[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  switch (field) {
    case 'customerStatus': {
      const options = customerStatuses.map((value) => ({ value, label: t(`filter.customer.${value}`) }));
      return <Checks {...{ label, options }} value={filter.customerStatus} onChange={(customerStatus) => set({ customerStatus })} />;
    }
    case 'accessStatus': {
      const options = accessStatuses.map((value) => ({ value, label: t(`filter.access.${value}`) }));
      return <Checks {...{ label, options }} value={filter.accessStatus} onChange={(accessStatus) => set({ accessStatus })} />;
    }
    case 'units':
      return <Checks label={label} options={things(units)} value={filter.units} onChange={(chosen) => set({ units: chosen })} />;
    case 'panels':
      return <Checks label={label} options={things(panels)} value={filter.panels} onChange={(chosen) => set({ panels: chosen })} />;
    case 'segments':
      return <Checks label={label} options={things(segments)} value={filter.segments} onChange={(chosen) => set({ segments: chosen })} />;
    case 'plans':
    case 'cities':
      return (
        <TagsInput
          label={label}
          description={t('filter.tags')}
          value={filter[field]}
          onChange={(values) => set({ [field]: values })}
          comboboxProps={{ withinPortal: false }}
        />
      );
    case 'charge':
      return <ChargeInput {...{ filter, onChange }} />;
    case 'chargeDate':
      return (
        <DateInput
          label={label}
          date={filter.charge?.date ?? null}
          fields={['due', 'paid']}
          onChange={(date) => onChange(withCharge(filter, { date }))}
        />
      );
    case 'birthday':
      return <DateInput label={label} date={filter.birthday} onChange={(birthday) => set({ birthday })} />;
    case 'daysOverdue':
      return (
        <SpanInput
          label={label}
          span={filter.charge?.daysOverdue ?? null}
          onChange={(daysOverdue) => onChange(withCharge(filter, { daysOverdue }))}
        />
      );
    case 'amount':
      return (
        <SpanInput
          label={label}
          span={filter.charge?.amountCents ?? null}
          scale={100}
          onChange={(amountCents) => onChange(withCharge(filter, { amountCents }))}
        />
      );
    case 'lastMessage':
      return <LastMessageInput {...{ filter, onChange }} />;
    case 'customerIds':
      return <CustomersInput label={label} ids={filter.customerIds} onChange={(customerIds) => set({ customerIds })} />;
    case 'include':
    case 'exclude':
      return <CustomersInput label={label} ids={filter[field].customerIds} onChange={(customerIds) => set({ [field]: { customerIds } })} />;
  }
}

type ChecksProps<Value extends string> = {
  label: string;
  options: { value: Value; label: string }[];
  value: Value[];
  onChange: (value: Value[]) => void;
};

function Checks<Value extends string>({ label, options, value, onChange }: ChecksProps<Value>) {
  return (
    <Checkbox.Group
      label={label}
      value={value}
      onChange={(chosen) => onChange(options.flatMap((option) => (chosen.includes(option.value) ? [option.value] : [])))}
    >
      <Stack gap={8} mt={8}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function ChargeInput({ filter, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const { charge } = filter;
  if (charge === null) return null;
  return (
    <Stack gap="md">
      <Checks
        label={t('filter.chargeTypes')}
        options={chargeTypes.map((value) => ({ value, label: t(`filter.chargeType.${value}`) }))}
        value={charge.type}
        onChange={(type) => onChange(withCharge(filter, { type }))}
      />
      <Checks
        label={t('filter.situations')}
        options={chargeSituations.map((value) => ({ value, label: t(`filter.situation.${value}`) }))}
        value={charge.status}
        onChange={(status) => onChange(withCharge(filter, { status }))}
      />
      <SegmentedControl
        aria-label={t('filter.perCustomerLabel')}
        fullWidth
        value={String(charge.perCustomer)}
        data={chargesPerCustomer.map((value) => ({ value: String(value), label: t(`filter.perCustomerShort.${limitNames[value]}`) }))}
        onChange={(value) => onChange(withCharge(filter, { perCustomer: chargesPerCustomer.find((one) => String(one) === value) ?? 1 }))}
      />
    </Stack>
  );
}

type SpanProps = { label: string; span: Span | null; scale?: number; onChange: (span: Span) => void };

/** Both bounds, or one; emptying the second brings the first back to its least. */
function SpanInput({ label, span, scale = 1, onChange }: SpanProps) {
  const { t } = useTranslation('campaigns');
  const shown = (bound: number | undefined) => (bound === undefined ? '' : bound / scale);
  const change = (bound: 'min' | 'max') => (typed: string | number) => {
    const bounds: Span = span ?? {};
    const { [bound]: _before, ...other } = bounds;
    const next: Span = typed === '' ? other : { ...other, [bound]: Math.round(Number(typed) * scale) };
    onChange(next.min === undefined && next.max === undefined ? { min: scale } : next);
  };
  return (
    <Group grow align="flex-end" aria-label={label} role="group">
      <NumberInput label={`${label}: ${t('filter.least')}`} min={0} value={shown(span?.min)} onChange={change('min')} />
      <NumberInput label={t('filter.most')} min={0} value={shown(span?.max)} onChange={change('max')} />
    </Group>
  );
}

function LastMessageInput({ filter, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const { lastMessage } = filter;
  if (lastMessage === null) return null;
  const kind = 'withinDays' in lastMessage ? 'withinDays' : 'olderThanDays';
  const days = 'withinDays' in lastMessage ? lastMessage.withinDays : lastMessage.olderThanDays;
  const set = (asked: string | null, count: number) =>
    onChange({ ...filter, lastMessage: asked === 'withinDays' ? { withinDays: count } : { olderThanDays: count } });
  return (
    <Group grow align="flex-end">
      <Select
        label={t('filter.name.lastMessage')}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        value={kind}
        data={(['withinDays', 'olderThanDays'] as const).map((value) => ({ value, label: t(`filter.lastMessage.${value}`) }))}
        onChange={(value) => set(value, days)}
      />
      <NumberInput label={t('filter.daysLabel')} min={0} value={days} onChange={(value) => set(kind, Number(value) || 0)} />
    </Group>
  );
}
