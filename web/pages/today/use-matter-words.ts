import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { type Matter, textOf } from '../../frame/waiting.ts';
import { gatewaysQuery, unitsQuery } from '../../queries/house.ts';
import { useReason } from '../../states/reason.ts';
import { today as words } from '../../words/pt-BR/today.ts';

type KnownKind = keyof typeof words.alert;

const urgent: ReadonlySet<string> = new Set(['gateway-stopped', 'gateway-down', 'gateway-budget', 'database-restored', 'relay-failing']);

/** What a matter says: what happened, what follows from it, and how urgent it is. */
export function useMatterWords({ kind, reason, alerts }: Matter): { title: string; detail: string; color: string } {
  const { t } = useTranslation('today');
  const { date } = useWhen();
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const units = useQuery(unitsQuery).data ?? [];
  const because = useReason(reason) ?? '';
  const [{ subject, detail }] = alerts;
  const needed = textOf(detail.needed);
  const unit = textOf(detail.unit);
  const values = {
    count: alerts.length,
    reason: because,
    subject,
    name: gateways.find(({ id }) => id === subject)?.name ?? subject,
    unit: units.find(({ id }) => id === unit)?.name ?? unit ?? '',
    date: needed === null ? '' : date(needed),
    missing: Number(detail.missing ?? 0),
    open: Number(detail.open ?? 0),
  };
  const said = reason === 'settlement-missing' ? 'settlement-missing' : isKnown(kind) ? kind : 'other';
  return {
    title: t(`alert.${said}.title`, said === 'other' ? { ...values, reason: kind } : values),
    detail: t(`alert.${said}.detail`, values),
    color: urgent.has(kind) ? 'var(--state-refused)' : 'var(--state-undelivered)',
  };
}

function isKnown(kind: string): kind is KnownKind {
  return Object.hasOwn(words.alert, kind);
}
