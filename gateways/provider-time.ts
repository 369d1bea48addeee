import { type Instant, instantOf } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';

const forms = [
  /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?:[T ](?<h>\d{2}):(?<i>\d{2})(?::(?<s>\d{2})(?:[.,]\d+)?)?)?$/,
  /^(?<d>\d{2})[/-](?<m>\d{2})[/-](?<y>\d{4})(?:[ T](?<h>\d{2}):(?<i>\d{2})(?::(?<s>\d{2}))?)?$/,
];

/**
 * A time as providers write it: ISO 8601, `2026-12-05 09:00:00`, `05/12/2026 09:00`, seconds or milliseconds since 1970. Without an
 * offset it is Brasília's, where their servers stand. Null when it cannot be read.
 */
export function readProviderTime(value: unknown): Instant | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return instantOf(Math.round(Number(text) * 1_000));
  if (/^\d{12,13}$/.test(text)) return instantOf(Number(text));
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    return Number.isNaN(ms) ? null : instantOf(ms);
  }
  for (const form of forms) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const date = `${parts.y}-${parts.m}-${parts.d}`;
    const seconds = Number(parts.h ?? 0) * 3600 + Number(parts.i ?? 0) * 60 + Number(parts.s ?? 0);
    if (Number.isNaN(Date.parse(date)) || seconds >= 86_400) return null;
    return instantOf(zoneOf('America/Sao_Paulo').toInstant(date, seconds * 1_000));
  }
  return null;
}
