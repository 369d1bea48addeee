import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageKinds, messageStates } from '../../../domain/states.ts';
import { campaignQuery } from '../../queries/campaigns.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import classes from './message-filters.module.css';
import type { MessageSearch } from './message-search.ts';

/** What is looked for; all of it lives in the address, so that a link shows the same list. */
export function MessageFilters({ filter, onChange }: { filter: MessageSearch; onChange: (change: MessageSearch) => void }) {
  const { t } = useTranslation('messages');
  const { t: tState } = useTranslation('states');
  const { t: tCommon } = useTranslation('common');
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const campaign = useQuery({ ...campaignQuery(filter.campanha ?? ''), enabled: filter.campanha !== undefined, refetchInterval: false })
    .data?.name;
  const [phone, setPhone] = useState(filter.telefone ?? '');
  const tellPhone = useDebouncedCallback((telefone: string) => onChange({ telefone: telefone.trim() || undefined }), 350);
  useEffect(() => setPhone(filter.telefone ?? ''), [filter.telefone]);
  const fixed = [
    ...(filter.cliente === undefined ? [] : [{ name: 'cliente', label: t('filters.customer', { id: filter.cliente }) }]),
    ...(filter.cobranca === undefined ? [] : [{ name: 'cobranca', label: t('filters.charge', { id: filter.cobranca }) }]),
    ...(filter.campanha === undefined ? [] : [{ name: 'campanha', label: t('filters.campaign', { name: campaign ?? '' }) }]),
  ];

  return (
    <Group className={classes.filters} gap="xs" mb="md" role="search" aria-label={t('filters.label')} align="flex-end">
      <TextInput
        label={t('filters.phone')}
        value={phone}
        inputMode="tel"
        onChange={(event) => {
          setPhone(event.currentTarget.value);
          tellPhone(event.currentTarget.value);
        }}
      />
      <Select
        label={t('filters.state')}
        placeholder={t('filters.any')}
        clearable
        value={filter.estado ?? null}
        data={messageStates.map((value) => ({ value, label: tState(`message.${value}`) }))}
        onChange={(estado) => onChange({ estado: estado ?? undefined })}
      />
      <Select
        label={t('filters.kind')}
        placeholder={t('filters.any')}
        clearable
        value={filter.tipo ?? null}
        data={messageKinds.map((value) => ({ value, label: tState(`kind.${value}`) }))}
        onChange={(tipo) => onChange({ tipo: tipo ?? undefined })}
      />
      {gateways.length > 1 && (
        <Select
          label={t('filters.gateway')}
          placeholder={t('filters.any')}
          clearable
          value={filter.gateway ?? null}
          data={gateways.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(gateway) => onChange({ gateway: gateway ?? undefined })}
        />
      )}
      <TextInput
        type="date"
        label={t('filters.from')}
        value={filter.de ?? ''}
        onChange={(event) => onChange({ de: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('filters.to')}
        value={filter.ate ?? ''}
        onChange={(event) => onChange({ ate: event.currentTarget.value })}
      />
      {fixed.map(({ name, label }) => (
        <Pill
          key={name}
          size="lg"
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('filters.remove', { filter: label }), tabIndex: 0, 'aria-hidden': false }}
          onRemove={() => onChange({ [name]: undefined })}
        >
          {label}
        </Pill>
      ))}
      {Object.keys(filter).length > 0 && (
        <Button
          variant="subtle"
          onClick={() =>
            onChange({
              ...{ estado: undefined, tipo: undefined, gateway: undefined, telefone: undefined },
              ...{ cliente: undefined, cobranca: undefined, campanha: undefined, de: undefined, ate: undefined },
            })
          }
        >
          {tCommon('actions.clearFilters')}
        </Button>
      )}
    </Group>
  );
}
