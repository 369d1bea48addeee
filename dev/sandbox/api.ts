import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Carrier } from './carrier.ts';
import { dialectNamed, dialects } from './dialects/all.ts';
import { faultSettings } from './faults.ts';
import { phoneOf } from './parameters.ts';
import { answerOnPhone } from './replying.ts';

/** A request that is no provider's. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  /** Only a page's changing part. */
  part: boolean;
};

const address = z
  .url({ protocol: /^https?$/ })
  .nullable()
  .default(null);
/** Where the receipts and replies of each dialect go; a dialect that is not named calls nobody. */
const callbackSettings = z.record(
  z.string().refine((name) => dialectNamed(name) !== undefined, { message: `one of ${dialects.map(({ name }) => name).join(', ')}` }),
  z.strictObject({ receipts: address, replies: address }),
);
const typedReply = z.strictObject({ phone: z.string().min(1), text: z.string().min(1).max(1_000) });

/** The JSON interface of tests and demonstrations; false when the path is none of its own. */
export function answerApi({ method, path, query, body }: Asked, response: ServerResponse, carrier: Carrier): boolean {
  const { store, faults, courier } = carrier;
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 100) || 100, 1), 200_000);
  switch (`${method} ${path}`) {
    case 'GET /sandbox/messages': {
      const phone = query.get('phone');
      const wanted = phone === null ? null : phoneOf(phone);
      const later = after(query.get('since'));
      const items = store.messages.filter((message) => later(message) && (wanted === null || message.phone === wanted));
      return answerJson(response, 200, { items: items.slice(-limit).reverse(), total: items.length });
    }
    case 'GET /sandbox/mails': {
      const items = store.mails.filter(after(query.get('since')));
      return answerJson(response, 200, { items: items.slice(-limit).reverse(), total: items.length });
    }
    case 'GET /sandbox/arrivals': {
      const sinceMs = Number(query.get('since') ?? Number.NEGATIVE_INFINITY);
      const items = store.arrivals.filter(({ atMs }) => atMs > sinceMs);
      return answerJson(response, 200, { items, nowMs: performance.now() });
    }
    case 'DELETE /sandbox/messages':
      store.clear();
      return answerJson(response, 200, { cleared: true });
    case 'GET /sandbox/faults':
      return answerJson(response, 200, faults.settings);
    case 'PUT /sandbox/faults':
      return answerParsed(response, faultSettings.safeParse(parseJson(body)), (settings) => {
        faults.settings = settings;
        return settings;
      });
    case 'GET /sandbox/callbacks':
      return answerJson(response, 200, store.callbacks);
    case 'PUT /sandbox/callbacks':
      return answerParsed(response, callbackSettings.safeParse(parseJson(body)), (callbacks) => {
        store.setCallbacks(callbacks);
        return callbacks;
      });
    case 'GET /sandbox/calls':
      return answerJson(response, 200, { items: courier.calls.slice(-limit).reverse() });
    case 'GET /sandbox/replies':
      return answerJson(response, 200, { items: store.replies.slice(-limit).reverse() });
    case 'POST /sandbox/replies':
      return answerParsed(response, typedReply.safeParse(parseJson(body)), (typed) => ({ reply: answerOnPhone(typed, carrier) }));
    default:
      return false;
  }
}

/** `since` is an id, or an instant. */
function after(since: string | null): (record: { id: number; at: string }) => boolean {
  if (since === null) return () => true;
  return /^\d+$/.test(since) ? ({ id }) => id > Number(since) : ({ at }) => Date.parse(at) > Date.parse(since);
}

function answerParsed<T, R>(response: ServerResponse, parsed: z.ZodSafeParseResult<T>, done: (value: T) => R): true {
  if (parsed.success) return answerJson(response, 200, done(parsed.data));
  const errors = parsed.error.issues.map(({ path: at, message }) => ({ path: at.join('.'), message }));
  return answerJson(response, 422, { errors });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function answerJson(response: ServerResponse, status: number, value: unknown): true {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  return true;
}
