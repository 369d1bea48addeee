import { createHttpClient, type HttpClient, type HttpResult } from '../../gateways/http.ts';
import type { OutboundPolicy } from '../../gateways/outbound-policy.ts';
import { retryAfterMs } from '../../gateways/provider-answer.ts';
import { signatureHeaders } from '../../gateways/webhook-signature.ts';

const timeoutMs = 15_000;
const longestAnswer = 4_000;

/** What a receiver made of a call. `unanswered`: the address itself is at fault, other calls would fare no better. */
export type CallOutcome =
  | { kind: 'taken'; status: number; answer: string }
  | { kind: 'not-taken'; status: number | null; fault: string; unanswered: boolean; gone: boolean; retryAfterMs: number | null };

export type WebhookCaller = { call(delivery: { id: string; atMs: number; body: string }): Promise<CallOutcome>; close(): Promise<void> };

/** Calls one address: signed, one request at a time on each connection, never redirected, 15 s at most. */
export function createCaller(
  { url, secrets }: { url: string; secrets: readonly string[] },
  { connections, outbound }: { connections: number; outbound: OutboundPolicy },
): WebhookCaller {
  const { hostname, port, protocol, pathname, search } = new URL(url);
  const ssl = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const client: HttpClient = createHttpClient({
    host,
    port: Number(port) || (ssl ? 443 : 80),
    ssl,
    maxConnections: connections,
    timeoutMs,
    outbound,
  });
  return {
    async call(delivery) {
      const signed = await signatureHeaders(delivery, secrets);
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Regua', ...signed };
      const request = { method: 'POST' as const, path: pathname + search, headers, body: Buffer.from(delivery.body, 'utf8') };
      return outcomeOf(await client.request(request, () => {}));
    },
    close: () => client.close(),
  };
}

/** Statuses by which a server says that it cannot work now, whatever was sent. */
const unavailable = [429, 502, 503, 504];

function outcomeOf(result: HttpResult): CallOutcome {
  if (result.kind === 'failed')
    return { kind: 'not-taken', status: null, fault: result.reason, unanswered: true, gone: false, retryAfterMs: null };
  const { status, body } = result.answer;
  if (status >= 200 && status < 300) return { kind: 'taken', status, answer: body.subarray(0, longestAnswer).toString('utf8') };
  const unanswered = unavailable.includes(status);
  const fault = status >= 300 && status < 400 ? `redireciona (HTTP ${status}): informe o endereço final` : `HTTP ${status}`;
  return { kind: 'not-taken', status, fault, unanswered, gone: status === 410, retryAfterMs: retryAfterMs(result.answer) };
}
