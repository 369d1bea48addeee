import { isChargeAlert } from '../../domain/charge-alerts.ts';

/** An open alert as the API tells it; subjects are ids, details ids, numbers and dates. */
export type Alert = { id: string; kind: string; subject: string; detail: Record<string, unknown>; raisedAt: string };

/** Alerts that one person settles in one go, the newest first. */
export type Matter = { key: string; kind: string; reason: string | null; alerts: [Alert, ...Alert[]] };

export function isOfCharges({ kind }: Pick<Matter, 'kind'>): boolean {
  return isChargeAlert(kind);
}

/** Puts alerts together that have the same cause; what waits for a bank file goes by its unit. */
export function mattersOf(alerts: readonly Alert[]): Matter[] {
  const matters = new Map<string, Matter>();
  for (const alert of alerts) {
    const reason = textOf(alert.detail.reason);
    const key = isOfCharges(alert) ? [alert.kind, reason, textOf(alert.detail.unit)].join(' ') : alert.id;
    const known = matters.get(key);
    if (known === undefined) matters.set(key, { key, kind: alert.kind, reason, alerts: [alert] });
    else known.alerts.push(alert);
  }
  return [...matters.values()];
}

/** A detail that is a text; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
