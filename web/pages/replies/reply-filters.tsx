import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyIntent } from '../../../domain/reply-intent.ts';
import { campaignQuery } from '../../queries/campaigns.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import classes from './replies.module.css';

export type Filter = { [Name in 'pedido' | 'telefone' | 'cliente' | 'gateway' | 'campanha' | 'de' | 'ate']?: string | undefined };

const inOrder = ['other', 'opt-out', 'wrong-person'] as const satisfies ReplyIntent[];

/** What is looked for among the replies; all of it lives in the address. */
export function ReplyFilters({ filter, onChange }: { filter: Filter; onChange: (change: Filter) => void }) {
  const { t } = useTranslation('replies');
  const { t: tCommon } = useTranslation('common');
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const [phone, setPhone] = useState(filter.telefone ?? '');
  const tellPhone = useDebouncedCallback((telefone: string) => onChange({ telefone: telefone.trim() || undefined }), 350);
  useEffect(() => setPhone(filter.telefone ?? ''), [filter.telefone]);
  const day = (name: 'de' | 'ate', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  );
  const campaign = useQuery({ ...campaignQuery(filter.campanha ?? ''), enabled: filter.campanha !== undefined, refetchInterval: false })
    .data?.name;
  const fixed = [
    ...(filter.cliente === undefined ? [] : [{ name: 'cliente', label: t('filters.customer', { id: filter.cliente }) }]),
    ...(filter.campanha === undefined ? [] : [{ name: 'campanha', label: t('filters.campaign', { name: campaign ?? '' }) }]),
  ];
  return (
    <Group className={classes.filters} gap="xs" mb="md" role="search" aria-label={t('filters.label')} align="flex-end">
      <Select
        label={t('filters.intent')}
        placeholder={t('all')}
        clearable
        value={filter.pedido ?? null}
        data={[{ value: 'para-ler', label: t('unread') }, ...inOrder.map((value) => ({ value, label: t(`intent.${value}`) }))]}
        onChange={(pedido) => onChange({ pedido: pedido ?? undefined })}
      />
      <TextInput
        label={t('filters.phone')}
        value={phone}
        inputMode="tel"
        onChange={(event) => {
          setPhone(event.currentTarget.value);
          tellPhone(event.currentTarget.value);
        }}
      />
      {gateways.length > 1 && (
        <Select
          label={t('filters.gateway')}
          placeholder={t('all')}
          clearable
          value={filter.gateway ?? null}
          data={gateways.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(gateway) => onChange({ gateway: gateway ?? undefined })}
        />
      )}
      {day('de', t('filters.from'))}
      {day('ate', t('filters.to'))}
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
              ...{ pedido: undefined, telefone: undefined, cliente: undefined },
              ...{ gateway: undefined, campanha: undefined, de: undefined, ate: undefined },
            })
          }
        >
          {tCommon('actions.clearFilters')}
        </Button>
      )}
    </Group>
  );
}
