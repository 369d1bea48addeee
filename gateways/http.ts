import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector, type Dispatcher, Pool } from 'undici';
import type { Outcome } from '../domain/states.ts';
import { type OutboundPolicy, parseAddress } from './outbound-policy.ts';

export type HttpRequest = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body: Buffer | null };
export type HttpAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/** An answer, or what the lack of one means: nothing left (`misconfigured`, `temporary`) or it may have arrived (`unknown`). */
export type HttpResult =
  | { kind: 'answer'; answer: HttpAnswer }
  | { kind: 'failed'; outcome: Exclude<Outcome, 'accepted' | 'refused'>; reason: string };

export type HttpClient = { request(request: HttpRequest, onWire: () => void): Promise<HttpResult>; close(): Promise<void> };

export type HttpClientOptions = {
  host: string;
  port: number;
  ssl: boolean;
  maxConnections: number;
  /** From the call to the last byte of the answer. */
  timeoutMs: number;
  outbound: OutboundPolicy;
};

const maxAnswerBytes = 256 * 1024;
/** Below the 5 s after which Apache, IIS and Node hang up: a request that meets a closing connection would end unknown. */
const idleConnectionMs = 2_000;
const maxConnectMs = 10_000;

/**
 * The one way out over HTTP: a pool of keep-alive connections to one host, one request at a time on each, never repeated, never
 * redirected. Addresses are checked as resolved, by the very look-up that the connection uses.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { host, port, ssl, maxConnections, timeoutMs, outbound } = options;
  const urlHost = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const pool = new Pool(`${ssl ? 'https' : 'http'}://${urlHost}:${port}`, {
    connections: maxConnections,
    pipelining: 1,
    connect: guardedConnector(outbound, Math.min(timeoutMs, maxConnectMs)),
    keepAliveTimeout: idleConnectionMs,
    keepAliveMaxTimeout: idleConnectionMs,
    headersTimeout: 0, // one deadline over all, below: undici's own are per phase and coarse
    bodyTimeout: 0,
  });
  return {
    request: (request, onWire) => new Promise((resolve) => pool.dispatch(request, new Exchange(resolve, onWire, timeoutMs))),
    close: () => pool.close(),
  };
}

/** One request and its answer. A class, not closures: this is the hot path of every campaign. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (result: HttpResult) => void;
  readonly #onWire: () => void;
  readonly #deadline: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #onTheWire = false;
  #settled = false;
  #status = 0;
  #headers: HttpAnswer['headers'] = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(resolve: (result: HttpResult) => void, onWire: () => void, timeoutMs: number) {
    this.#resolve = resolve;
    this.#onWire = onWire;
    this.#deadline = setTimeout(() => this.#fail(new Error(`sem resposta em ${timeoutMs} ms`)), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) {
      controller.abort(new Error('the deadline came before the connection'));
      return;
    }
    try {
      this.#onWire();
      this.#onTheWire = true;
    } catch {
      this.#fail(new Error('retida antes de sair'));
    }
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: HttpAnswer['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > maxAnswerBytes) this.#fail(new Error(`resposta maior que ${maxAnswerBytes / 1024} kB`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#settle({ kind: 'answer', answer: { status: this.#status, headers: this.#headers, body } });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: Error): void {
    const outcome = this.#onTheWire ? 'unknown' : error instanceof RefusedAddress ? 'misconfigured' : 'temporary';
    this.#settle({ kind: 'failed', outcome, reason: reasonOf(error) });
    this.#controller?.abort(error);
  }

  #settle(result: HttpResult): void {
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#resolve(result);
  }
}

class RefusedAddress extends Error {}

function refusedAddress(host: string, address: string): RefusedAddress {
  const shown = host === address ? host : `${host} (${address})`;
  return new RefusedAddress(`endereço interno não permitido: ${shown}; libere em REGUA_OUTBOUND_ALLOW`);
}

function guardedConnector(outbound: OutboundPolicy, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(outbound) });
  return (target, callback) => {
    const literal = parseAddress(target.hostname) !== null; // no look-up is made for these
    if (literal && !outbound.allows(target.hostname, target.hostname)) callback(refusedAddress(target.hostname, target.hostname), null);
    else connect(target, callback);
  };
}

/** `dns.lookup` that hands over only the addresses the policy allows, and fails when none is left. */
export function guardedLookup(outbound: OutboundPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const allowed = found.filter(({ address }) => outbound.allows(hostname, address));
      const [first] = allowed;
      if (first === undefined) return callback(refusedAddress(hostname, addressList(found)), '');
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
}

/** Whether the failure is the policy's own refusal. */
export function isRefusedAddress(error: unknown): boolean {
  return error instanceof RefusedAddress;
}

function addressList(found: LookupAddress[]): string {
  return found.map(({ address }) => address).join(', ');
}

/** Words for a fault of the network, in Portuguese; never the request itself, which carries credentials. */
export function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = faults[code] ?? faults[wrapped.find(([pattern]) => pattern.test(error.message))?.[1] ?? ''];
  return known ?? (code === '' ? error.message : `falha de rede: ${code}`);
}

/** A mail library puts its own code over that of the network; the words are still the network's. */
const wrapped: readonly [words: RegExp, code: string][] = [
  [/self-signed certificate/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to (verify|get)/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/certificate has expired/, 'CERT_HAS_EXPIRED'],
  [/does not match certificate/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/wrong version number/, 'ERR_SSL_WRONG_VERSION_NUMBER'],
  [/ECONNREFUSED/, 'ECONNREFUSED'],
];

const untrusted = 'certificado TLS sem autoridade reconhecida: o provedor precisa de um válido, ou o host está errado';

const faults: Record<string, string> = {
  ECONNREFUSED: 'conexão recusada: confira host e porta',
  ECONNRESET: 'conexão cortada',
  EPIPE: 'conexão cortada',
  UND_ERR_SOCKET: 'conexão cortada',
  ENOTFOUND: 'servidor não encontrado no DNS: confira o host',
  EAI_AGAIN: 'DNS sem resposta',
  ETIMEDOUT: 'servidor não atendeu a tempo',
  UND_ERR_CONNECT_TIMEOUT: 'servidor não atendeu a tempo',
  EHOSTUNREACH: 'servidor fora de alcance',
  ENETUNREACH: 'servidor fora de alcance',
  CERT_HAS_EXPIRED: 'certificado TLS vencido: só o provedor pode renovar',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificado TLS de outro nome: confira o host, que deve ser o nome e não o IP',
  ERR_SSL_WRONG_VERSION_NUMBER: 'o servidor não fala SSL nesta porta: confira SSL e porta',
  EPROTO: 'o servidor não fala SSL nesta porta: confira SSL e porta',
};
