import { dialectNamed } from './dialects/all.ts';
import type { Call } from './dialects/dialect.ts';
import type { Faults } from './faults.ts';
import type { SandboxMessage, SandboxReply, SandboxStore } from './store.ts';

/** One call of the carrier to a customer, for people to see. `status` is null when nobody answered. */
export type MadeCall = { at: string; dialect: string; what: 'confirmação' | 'resposta'; phone: string; status: number | null };

const keptCalls = 200;
const timeoutMs = 10_000;

/** Brings receipts and replies to the customer's webhooks, once each: a carrier does not ask again. */
export class Courier {
  calls: MadeCall[] = [];
  readonly #store: SandboxStore;
  readonly #faults: Faults;
  readonly #waiting = new Set<NodeJS.Timeout>();
  readonly #underWay = new AbortController();

  constructor(store: SandboxStore, faults: Faults) {
    this.#store = store;
    this.#faults = faults;
  }

  /** The receipt of a text just taken, at its hour. Ends when an early one has been brought, so that the answer can come after it. */
  async taken(message: SandboxMessage, receiptsUrl: string | null): Promise<void> {
    const { phone, dialect } = message;
    const url = receiptsUrl ?? this.#store.callbacks[dialect]?.receipts ?? null;
    const call = url === null ? undefined : dialectNamed(dialect)?.receiptCall?.(message, message.fate, url);
    if (call === undefined || this.#faults.befalls('loseReceipts', phone)) return;
    if (this.#faults.befalls('earlyReceipts', phone)) return this.#bring(call, { dialect, what: 'confirmação', phone });
    const times = this.#faults.befalls('repeatReceipts', phone) ? 2 : 1;
    this.#later(Date.parse(message.fateAt) - Date.now(), async () => {
      for (let time = 0; time < times && !message.cancelled; time += 1) await this.#bring(call, { dialect, what: 'confirmação', phone });
    });
  }

  /** What a person typed on a phone. */
  async replied(reply: SandboxReply): Promise<void> {
    const { phone, dialect } = reply;
    const url = this.#store.callbacks[dialect]?.replies ?? null;
    const call = url === null ? undefined : dialectNamed(dialect)?.replyCall?.(reply, url);
    if (call !== undefined) await this.#bring(call, { dialect, what: 'resposta', phone });
  }

  close(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
    this.#underWay.abort();
  }

  #later(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(
      () => {
        this.#waiting.delete(timer);
        void work();
      },
      Math.max(0, ms),
    );
    this.#waiting.add(timer);
  }

  async #bring({ method, url, headers, body }: Call, about: Pick<MadeCall, 'dialect' | 'what' | 'phone'>): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#underWay.signal]);
    const status = await fetch(url, { method, headers, body, signal, redirect: 'manual' }).then(
      async (answer) => {
        await answer.body?.cancel();
        return answer.status;
      },
      () => null,
    );
    this.calls = [...this.calls, { at: new Date().toISOString(), ...about, status }].slice(-keptCalls);
  }
}
