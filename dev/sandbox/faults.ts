import { z } from 'zod';

const share = z.number().min(0).max(1).default(0);

/** What goes wrong on purpose. Shares are of all requests, 0 to 1, and are drawn in this order; a request meets at most one. */
export const faultSettings = z.strictObject({
  /** Cut the connection, text not taken. */
  dropBefore: share,
  /** Never answer, text not taken. */
  hang: share,
  /** Say no in the dialect's words. */
  refuse: share,
  /** Take the text, then cut the connection without a word. */
  drop: share,
  /** Take the text, then answer something nobody can read. */
  wrongJson: share,
  delayMs: z.int().min(0).max(600_000).default(0),
  /** More than this answers 429 with Retry-After. */
  rateLimit: z
    .strictObject({ quantity: z.int().min(1), intervalSeconds: z.number().positive() })
    .nullable()
    .default(null),
  /** Of the texts taken: the phone is off, and the receipt says so. */
  undelivered: share,
  /** Of the receipts: never sent, sent twice, sent before the answer to the text. A provider that is asked still knows. */
  loseReceipts: share,
  repeatReceipts: share,
  earlyReceipts: share,
  /** From taking a text to its receipt. */
  receiptDelayMs: z.int().min(0).max(86_400_000).default(1_000),
  /** Texts left on every account; null: as many as anybody wants. */
  credit: z.int().min(0).nullable().default(null),
  /** Faults for this phone only. */
  only: z.strictObject({ phone: z.string().optional() }).nullable().default(null),
});
export type FaultSettings = z.infer<typeof faultSettings>;
export type Fault = 'dropBefore' | 'hang' | 'refuse' | 'drop' | 'wrongJson' | null;
type ReceiptFault = 'undelivered' | 'loseReceipts' | 'repeatReceipts' | 'earlyReceipts';

const order = ['dropBefore', 'hang', 'refuse', 'drop', 'wrongJson'] as const;

export class Faults {
  settings: FaultSettings = faultSettings.parse({});
  #window: number[] = [];

  concerns(phone: string): boolean {
    const digits = this.settings.only?.phone?.replace(/\D/g, '') ?? '';
    return digits === '' || phone.replace(/\D/g, '').endsWith(digits);
  }

  draw(): Fault {
    let left = Math.random();
    for (const fault of order) {
      if (left < this.settings[fault]) return fault;
      left -= this.settings[fault];
    }
    return null;
  }

  /** Whether this fate or receipt of a phone's text goes wrong; each is drawn by itself. */
  befalls(fault: ReceiptFault, phone: string): boolean {
    return this.concerns(phone) && Math.random() < this.settings[fault];
  }

  /** Takes one text off the credit; false when none is left. */
  spend(): boolean {
    const { credit } = this.settings;
    if (credit === 0) return false;
    if (credit !== null) this.settings = { ...this.settings, credit: credit - 1 };
    return true;
  }

  /** Seconds to wait when the rate limit is used up, null when the request is within it (and counted). */
  overLimit(): number | null {
    const limit = this.settings.rateLimit;
    if (limit === null) return null;
    const now = performance.now();
    this.#window = this.#window.filter((at) => at > now - limit.intervalSeconds * 1_000);
    if (this.#window.length < limit.quantity) {
      this.#window.push(now);
      return null;
    }
    return Math.max(1, Math.ceil(((this.#window[0] ?? now) + limit.intervalSeconds * 1_000 - now) / 1_000));
  }
}
