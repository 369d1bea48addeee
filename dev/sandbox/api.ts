import type { ServerResponse } from 'node:http';
import { phoneOf } from './dialects.ts';
import { type Faults, faultSettings } from './faults.ts';
import type { SandboxStore } from './store.ts';

/** A request that is no provider's. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string /** Only a page's changing part. */;
  part: boolean;
};

/** The JSON interface of tests and demonstrations; false when the path is none of its own. */
export function answerApi({ method, path, query, body }: Asked, response: ServerResponse, store: SandboxStore, faults: Faults): boolean {
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
    case 'PUT /sandbox/faults': {
      const parsed = faultSettings.safeParse(parseJson(body));
      if (!parsed.success)
        return answerJson(response, 422, { errors: parsed.error.issues.map(({ path: at, message }) => ({ path: at.join('.'), message })) });
      faults.settings = parsed.data;
      return answerJson(response, 200, faults.settings);
    }
    default:
      return false;
  }
}

/** `since` is an id, or an instant. */
function after(since: string | null): (record: { id: number; at: string }) => boolean {
  if (since === null) return () => true;
  return /^\d+$/.test(since) ? ({ id }) => id > Number(since) : ({ at }) => Date.parse(at) > Date.parse(since);
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
