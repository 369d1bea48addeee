import { decodeAnswer } from './charset.ts';
import type { SendResult } from './define.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson } from './json.ts';

/** A provider's answer as its adapter reads it. */
export type ProviderAnswer = {
  status: number;
  text: string;
  /** Undefined when the answer is not JSON. */
  readonly json: unknown;
  /** Fit for people: credentials masked, at most 500 characters. */
  readonly shown: string;
  /** `Retry-After` in milliseconds, at most a day. */
  retryAfterMs: number | null;
};

/** What one answer means for one message. */
export type Verdict =
  | { outcome: 'accepted'; providerId: string | null }
  | { outcome: 'refused' | 'misconfigured' | 'unknown'; reason: string }
  | { outcome: 'temporary'; reason: string; retryAfterMs?: number };

export const accepted = (providerId: string | null): Verdict => ({ outcome: 'accepted', providerId });
export const refused = (reason: string): Verdict => ({ outcome: 'refused', reason });
export const misconfigured = (reason: string): Verdict => ({ outcome: 'misconfigured', reason });
export const temporary = (reason: string): Verdict => ({ outcome: 'temporary', reason });
export const unknown = (reason: string): Verdict => ({ outcome: 'unknown', reason });

export function readAnswer(answer: HttpAnswer, mask: (text: string) => string): ProviderAnswer {
  const text = decodeAnswer(answer.body, headerOf(answer, 'content-type'));
  let json: { value: unknown } | null = null;
  let shown: string | null = null;
  return {
    status: answer.status,
    text,
    retryAfterMs: retryAfterMs(answer),
    get json() {
      json ??= { value: parseJson(text) };
      return json.value;
    },
    get shown() {
      shown ??= mask(text);
      return shown;
    },
  };
}

/** The result of a send: the adapter's verdict or, where it has none, what any HTTP server means. Nothing is accepted by default. */
export function resultOf(verdict: Verdict | null, answer: ProviderAnswer, mask: (text: string) => string): SendResult {
  const said = verdict ?? httpVerdict(answer);
  const { shown } = answer;
  if (said.outcome === 'accepted') return { outcome: 'accepted', providerId: said.providerId?.trim() || null, answer: shown };
  const reason = mask(said.reason);
  if (said.outcome !== 'temporary') return { outcome: said.outcome, reason, answer: shown };
  return { outcome: 'temporary', reason, retryAfterMs: said.retryAfterMs ?? answer.retryAfterMs, answer: shown };
}

function httpVerdict({ status, retryAfterMs: wait }: ProviderAnswer): Verdict {
  if (status === 429) return temporary('limite de envios do provedor (HTTP 429)');
  if (status === 503 && wait !== null) return temporary('provedor indisponível (HTTP 503)');
  if (status >= 300 && status < 400)
    return unknown(`o servidor manda a outro endereço (HTTP ${status}), e isso não se segue: confira host, SSL e URL`);
  return unknown(`resposta não reconhecida (HTTP ${status})`);
}

/** The answer's first line, for a reason that the provider's own words tell best. */
export function firstLineOf({ shown, status }: ProviderAnswer): string {
  const line = shown.trim().split('\n', 1)[0]?.slice(0, 120) ?? '';
  return line === '' ? `resposta vazia (HTTP ${status})` : line;
}

/** Retry-After in milliseconds, at most a day: seconds, or a date measured against the answer's own Date. */
export function retryAfterMs(answer: HttpAnswer): number | null {
  const value = headerOf(answer, 'retry-after')?.trim();
  if (!value) return null;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.parse(headerOf(answer, 'date') ?? '')) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(Math.max(Math.round(seconds * 1000), 0), 86_400_000);
}

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
