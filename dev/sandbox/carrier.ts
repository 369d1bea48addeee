import type { ServerResponse } from 'node:http';
import type { Courier } from './courier.ts';
import type { Answer, CarrierRequest, Dialect, Fate, SendWish, Wish } from './dialects/dialect.ts';
import type { Faults } from './faults.ts';
import { phoneOf } from './parameters.ts';
import type { SandboxMessage, SandboxStore } from './store.ts';

export type Carrier = { store: SandboxStore; faults: Faults; courier: Courier };

/** Shown as the balance of an account without a limit. */
const plentyLeft = 9_999;

/** One request at a provider's interface: faults first, then the provider's own checks, then the phone. */
export function answerAsCarrier(dialect: Dialect, request: CarrierRequest, response: ServerResponse, carrier: Carrier): void {
  const wish = dialect.read(request);
  if (wish.kind === 'send') answerSends(dialect, [wish], ([answer = unheard]) => answer, response, carrier);
  else if (wish.kind === 'send-many')
    answerSends(dialect, wish.texts, (answers) => dialect.together?.(answers) ?? unheard, response, carrier);
  else write(response, answerTo(dialect, wish, carrier));
}

/** One call with one text or several: a fault meets the whole call. */
function answerSends(
  dialect: Dialect,
  wishes: readonly SendWish[],
  answerOf: (answers: readonly Answer[]) => Answer,
  response: ServerResponse,
  carrier: Carrier,
): void {
  const { store, faults, courier } = carrier;
  const phone = phoneOf(wishes[0]?.number ?? '');
  store.addArrival(dialect.name, phone);
  const concerned = faults.concerns(phone);
  const wait = concerned ? faults.overLimit() : null;
  if (wait !== null) {
    response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': String(wait) }).end('Too Many Requests');
    return;
  }
  const fault = concerned ? faults.draw() : null;
  const cut = () => response.socket?.destroy();
  if (fault === 'dropBefore') cut();
  if (fault === 'dropBefore' || fault === 'hang') return;

  const decided = wishes.map((wish) => ({
    wish,
    ...take(dialect, fault === 'refuse' ? { ...wish, refused: dialect.refusal } : wish, carrier),
  }));
  const answer = answerOf(decided.map((each) => each.answer));
  const finish = () => {
    if (fault === 'drop') cut();
    else if (fault === 'wrongJson') response.writeHead(200, { 'content-type': 'application/json' }).end('{"status": <b>erro</b>');
    else write(response, answer);
  };
  const finishLater = () => {
    const delayMs = concerned ? faults.settings.delayMs : 0;
    if (delayMs > 0) setTimeout(finish, delayMs);
    else finish();
  };
  const told = decided.filter(({ wish, taken }) => taken !== null && tellsReceipts(dialect, wish, store));
  if (told.length === 0) finishLater();
  else void Promise.all(told.map(async ({ wish, taken }) => taken && courier.taken(taken, wish.receiptsUrl))).then(finishLater);
}

/** The provider's decision about a text: its answer, and the text when it is a new one on its way to a phone. */
function take(dialect: Dialect, wish: SendWish, { store, faults }: Carrier): { answer: Answer; taken: SandboxMessage | null } {
  if (wish.refused !== null) return { answer: wish.refused, taken: null };
  const phone = phoneOf(wish.number);
  const before = dialect.repeated && wish.ownId !== null ? store.find(dialect.name, wish.ownId) : null;
  if (before !== null && dialect.repeated) return { answer: dialect.repeated(before), taken: null };
  if (!faults.spend()) return { answer: dialect.noCredit, taken: null };
  const taken = store.addMessage({
    ...{ phone, text: wish.text, dialect: dialect.name, ownId: wish.ownId, flash: wish.flash, cancelled: false },
    fate: faults.befalls('undelivered', phone) ? 'undelivered' : 'delivered',
    fateAt: new Date(Date.now() + faults.settings.receiptDelayMs).toISOString(),
  });
  return { answer: dialect.accepted(taken), taken };
}

function tellsReceipts(dialect: Dialect, { receiptsUrl }: { receiptsUrl: string | null }, { callbacks }: SandboxStore): boolean {
  return dialect.receiptCall !== undefined && (receiptsUrl ?? callbacks[dialect.name]?.receipts ?? null) !== null;
}

function answerTo(dialect: Dialect, wish: Exclude<Wish, { kind: 'send' | 'send-many' }>, { store, faults }: Carrier): Answer {
  if (wish.kind === 'no-such-thing') return wish.answer;
  if (wish.refused !== null) return wish.refused;
  switch (wish.kind) {
    case 'status': {
      const message = store.find(dialect.name, wish.id);
      return dialect.status?.(message, fateOf(message)) ?? unheard;
    }
    case 'cancel': {
      const message = store.find(dialect.name, wish.id);
      if (message !== null) store.cancel(message);
      return dialect.status?.(message, fateOf(message)) ?? unheard;
    }
    case 'balance':
      return dialect.balance?.(faults.settings.credit ?? plentyLeft) ?? unheard;
    case 'replies': {
      const all = store.replies.filter((reply) => reply.dialect === dialect.name);
      return dialect.replies?.(all, store.takeFreshReplies(dialect.name)) ?? unheard;
    }
  }
}

const unheard: Answer = { status: 404, type: 'text/plain; charset=utf-8', body: 'Not Found' };

/** What has become of a text by now. */
export function fateOf(message: SandboxMessage | null): Fate {
  return message === null || Date.now() < Date.parse(message.fateAt) ? 'under-way' : message.fate;
}

function write(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
