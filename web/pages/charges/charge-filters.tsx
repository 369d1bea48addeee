import { Button, Group, SegmentedControl, Select, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chargeAlerts } from '../../../domain/charge-alerts.ts';
import { holdKinds } from '../../../domain/states.ts';
import { IconSearch } from '../../parts/icons.ts';
import { unitsQuery } from '../../queries/house.ts';
import { useReason } from '../../states/reason.ts';
import classes from './charge-filters.module.css';

export const statusFilters = ['open', 'overdue', 'paid', 'removed'] as const;
/** `true`: stopped by any hold. */
export const heldFilters = ['true', ...holdKinds] as const;

const names = ['busca', 'situacao', 'unidade', 'de', 'ate', 'cliente', 'suspensao', 'espera', 'motivo'] as const;
type Filter = { [Name in (typeof names)[number]]?: string | undefined };
const nothing: Filter = Object.fromEntries(names.map((name) => [name, undefined]));

/** What is looked for among the charges; all of it lives in the address. */
export function ChargeFilters({ filter, onChange }: { filter: Filter; onChange: (change: Filter) => void }) {
  const { t } = useTranslation('charges');
  const { t: tState } = useTranslation('states');
  const { t: tCommon } = useTranslation('common');
  const units = useQuery(unitsQuery).data ?? [];
  const [typed, setTyped] = useState(filter.busca ?? '');
  const tell = useDebouncedCallback((busca: string) => onChange({ busca: busca.trim() || undefined }), 300);
  useEffect(() => setTyped(filter.busca ?? ''), [filter.busca]);
  return (
    <Group className={classes.filters} gap="xs" mb="md" align="flex-end" role="search">
      <TextInput
        className={classes.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          tell(event.currentTarget.value);
        }}
      />
      <fieldset className={classes.status}>
        <VisuallyHidden component="legend">{t('list.status')}</VisuallyHidden>
        <SegmentedControl
          value={filter.situacao ?? ''}
          data={[{ value: '', label: t('list.all') }, ...statusFilters.map((value) => ({ value, label: tState(`charge.${value}`) }))]}
          onChange={(situacao) => onChange({ situacao: situacao || undefined })}
        />
      </fieldset>
      {units.length > 1 && (
        <Select
          aria-label={t('list.unit')}
          placeholder={t('list.unit')}
          w={150}
          clearable
          value={filter.unidade ?? null}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(unidade) => onChange({ unidade: unidade ?? undefined })}
        />
      )}
      <TextInput
        type="date"
        label={t('list.dueFrom')}
        value={filter.de ?? ''}
        onChange={(event) => onChange({ de: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={t('list.dueTo')}
        value={filter.ate ?? ''}
        onChange={(event) => onChange({ ate: event.currentTarget.value || undefined })}
      />
      {filter.suspensao !== undefined && (
        <Select
          label={t('holds.filter')}
          placeholder={t('list.all')}
          w={190}
          clearable
          value={filter.suspensao}
          data={heldFilters.map((value) => ({ value, label: value === 'true' ? t('holds.any') : tState(`hold.${value}`) }))}
          onChange={(suspensao) => onChange({ suspensao: suspensao ?? undefined })}
        />
      )}
      {filter.espera !== undefined && <WaitingFilter {...{ filter, onChange }} />}
      {Object.values(filter).some((value) => value !== undefined) && (
        <Button variant="subtle" onClick={() => onChange(nothing)}>
          {tCommon('actions.clearFilters')}
        </Button>
      )}
    </Group>
  );
}

/** What the charges wait for somebody for; the reason stays while the cause does. */
function WaitingFilter({ filter: { espera = '', motivo }, onChange }: { filter: Filter; onChange: (change: Filter) => void }) {
  const { t } = useTranslation('charges');
  const because = useReason(motivo ?? null);
  const labelOf = (alert: (typeof chargeAlerts)[number]) =>
    alert === espera && because !== null ? t('waiting.because', { what: t(`waiting.${alert}`), reason: because }) : t(`waiting.${alert}`);
  return (
    <Select
      label={t('waiting.filter')}
      placeholder={t('list.all')}
      w={340}
      clearable
      value={espera}
      data={chargeAlerts.map((value) => ({ value, label: labelOf(value) }))}
      onChange={(value) => onChange({ espera: value ?? undefined, motivo: undefined })}
    />
  );
}
