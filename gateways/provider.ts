import { createAnswerMask } from './answer-text.ts';
import type { AskFailure, ConnectOptions, SendHooks, SendResult } from './define.ts';
import { createHttpClient, type HttpRequest } from './http.ts';
import { type ProviderAnswer, readAnswer, resultOf, type Verdict } from './provider-answer.ts';

/** A provider's HTTP interface in use: what every adapter of one needs. */
export type Provider = {
  /** A verdict instead of a request keeps the message here: nothing leaves. */
  send(request: HttpRequest | Verdict, hooks: SendHooks, verdictOf: (answer: ProviderAnswer) => Verdict | null): Promise<SendResult>;
  /** Several messages in one request; `verdictsOf` gives one each, in order. If one is withheld from the wire, all are. */
  sendTogether(
    request: HttpRequest,
    hooks: readonly SendHooks[],
    verdictsOf: (answer: ProviderAnswer) => readonly (Verdict | null)[],
  ): Promise<SendResult[]>;
  /** Asks something that may be asked again; null from `read` is an answer of no use. */
  ask<T extends object>(request: HttpRequest, read: (answer: ProviderAnswer) => T | AskFailure | null): Promise<T | AskFailure>;
  close(): Promise<void>;
};

type Server = { host: string; port: number; ssl: boolean; timeoutMs: number };

/** Opens a provider. `credentials` are what must never be seen in what it answers. */
export function openProvider(server: Server, options: ConnectOptions, credentials: readonly (string | null)[]): Provider {
  const { host, port, ssl } = server;
  const { maxConnections, timeoutMs = server.timeoutMs, outbound } = options;
  const client = createHttpClient({ host, port, ssl, maxConnections, timeoutMs, outbound });
  const mask = createAnswerMask(credentials);
  return {
    async send(request, hooks, verdictOf) {
      if ('outcome' in request) return keptBack(request);
      const result = await client.request(request, hooks.onWire);
      if (result.kind === 'failed') return withoutAnswer({ outcome: result.outcome, reason: mask(result.reason) });
      const answer = readAnswer(result.answer, mask);
      return resultOf(verdictOf(answer), answer, mask);
    },
    async sendTogether(request, everyHook, verdictsOf) {
      const result = await client.request(request, () => {
        for (const hooks of everyHook) hooks.onWire();
      });
      if (result.kind === 'failed') {
        const failed = withoutAnswer({ outcome: result.outcome, reason: mask(result.reason) });
        return everyHook.map(() => failed);
      }
      const answer = readAnswer(result.answer, mask);
      const verdicts = verdictsOf(answer);
      return everyHook.map((_, index) => resultOf(verdicts[index] ?? null, answer, mask));
    },
    async ask(request, read) {
      const result = await client.request(request, () => {});
      if (result.kind === 'failed')
        return {
          kind: 'failed',
          misconfigured: result.outcome === 'misconfigured',
          reason: mask(result.reason),
          retryAfterMs: null,
          answer: '',
        };
      const answer = readAnswer(result.answer, mask);
      return read(answer) ?? askFailure(answer, { reason: `resposta não reconhecida (HTTP ${answer.status})` });
    },
    close: () => client.close(),
  };
}

/** A question whose answer was a no, or nothing we can read. */
export function askFailure(
  { shown, retryAfterMs }: ProviderAnswer,
  { reason, misconfigured = false }: { reason: string; misconfigured?: boolean },
): AskFailure {
  return { kind: 'failed', misconfigured, reason, retryAfterMs, answer: shown };
}

function keptBack(verdict: Verdict): SendResult {
  if (verdict.outcome === 'accepted') return { ...verdict, answer: '' };
  return withoutAnswer(verdict);
}

function withoutAnswer({ outcome, reason }: { outcome: Exclude<Verdict['outcome'], 'accepted'>; reason: string }): SendResult {
  return outcome === 'temporary' ? { outcome, reason, retryAfterMs: null, answer: '' } : { outcome, reason, answer: '' };
}
