import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text as the carrier took it. `phone` is E.164 where the number allows; `fateAt` is when it arrives, or will be given up. */
export type SandboxMessage = {
  kind: 'sms';
  id: number;
  at: string;
  phone: string;
  text: string;
  dialect: string;
  /** The customer's id, where the dialect carries one. */
  ownId: string | null;
  flash: boolean;
  fate: 'delivered' | 'undelivered';
  fateAt: string;
  cancelled: boolean;
};
/** What somebody typed on a phone. `given`: told to a customer who asked, where the provider tells it once. */
export type SandboxReply = {
  kind: 'reply';
  id: number;
  at: string;
  phone: string;
  text: string;
  dialect: string;
  inReplyTo: string | null;
  given: boolean;
};
export type SandboxMail = {
  kind: 'mail';
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  messageId: string;
};
/** Where a dialect's receipts and replies go, as its support would note it down. */
export type Callbacks = Record<string, { receipts: string | null; replies: string | null }>;
/** One request at the HTTP interfaces, stored or not. `atMs` is monotonic. */
export type Arrival = { atMs: number; dialect: string; phone: string };

type SandboxRecord = SandboxMessage | SandboxReply | SandboxMail;
type Unnumbered<T> = Omit<T, 'kind' | 'id' | 'at'>;

const kept = 10_000;
const keptArrivals = 200_000;

/** What the sandbox remembers: the newest 10,000 texts, replies and mails, in a file of JSON lines when there is a folder. */
export class SandboxStore {
  messages: SandboxMessage[] = [];
  replies: SandboxReply[] = [];
  mails: SandboxMail[] = [];
  arrivals: Arrival[] = [];
  callbacks: Callbacks = {};
  #file: string | null = null;
  #log: WriteStream | null = null;
  #nextId = 1;
  #byOwnId = new Map<string, SandboxMessage>();

  constructor(folder: string | null) {
    if (folder === null) return;
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'sandbox.jsonl');
    const records = new Map<number, SandboxRecord>();
    for (const record of readRecords(this.#file)) {
      if (record.kind === 'callbacks') this.callbacks = record.callbacks;
      else records.set(record.id, record); // a changed record was written again
    }
    for (const record of records.values()) {
      if (record.kind === 'sms') this.#remember(record);
      else if (record.kind === 'reply') this.replies.push(record);
      else this.mails.push(record);
      this.#nextId = Math.max(this.#nextId, record.id + 1);
    }
    this.messages = this.messages.slice(-kept);
    this.replies = this.replies.slice(-kept);
    this.mails = this.mails.slice(-kept);
    this.#rewrite();
  }

  addMessage(message: Unnumbered<SandboxMessage>): SandboxMessage {
    const record: SandboxMessage = { kind: 'sms', id: this.#nextId++, at: new Date().toISOString(), ...message };
    this.#remember(record);
    this.#write(record);
    return record;
  }

  addReply(reply: Unnumbered<SandboxReply>): SandboxReply {
    const record: SandboxReply = { kind: 'reply', id: this.#nextId++, at: new Date().toISOString(), ...reply };
    this.replies = trimmed(this.replies, record, kept);
    this.#write(record);
    return record;
  }

  addMail(mail: Unnumbered<SandboxMail>): SandboxMail {
    const record: SandboxMail = { kind: 'mail', id: this.#nextId++, at: new Date().toISOString(), ...mail };
    this.mails = trimmed(this.mails, record, kept);
    this.#write(record);
    return record;
  }

  addArrival(dialect: string, phone: string): void {
    this.arrivals = trimmed(this.arrivals, { atMs: performance.now(), dialect, phone }, keptArrivals);
  }

  setCallbacks(callbacks: Callbacks): void {
    this.callbacks = callbacks;
    this.#write({ kind: 'callbacks', callbacks });
  }

  /** A text by the carrier's id or the customer's own; null for an unknown one. */
  find(dialect: string, id: string): SandboxMessage | null {
    const own = this.#byOwnId.get(ownKey(dialect, id));
    return own ?? this.messages.findLast((message) => message.dialect === dialect && String(message.id) === id) ?? null;
  }

  cancel(message: SandboxMessage): void {
    message.cancelled = true;
    this.#write(message);
  }

  /** Replies to a dialect's texts that it has not told yet; from now on they are told. */
  takeFreshReplies(dialect: string): SandboxReply[] {
    const fresh = this.replies.filter((reply) => reply.dialect === dialect && !reply.given);
    for (const reply of fresh) {
      reply.given = true;
      this.#write(reply);
    }
    return fresh;
  }

  /** Forgets texts, replies, mails and arrivals; ids go on, so that none is given twice. */
  clear(): void {
    this.messages = [];
    this.replies = [];
    this.mails = [];
    this.arrivals = [];
    this.#byOwnId.clear();
    this.#log?.end();
    this.#rewrite();
  }

  async close(): Promise<void> {
    const log = this.#log;
    this.#log = null;
    if (log) await new Promise<void>((done) => log.end(() => done()));
  }

  #remember(message: SandboxMessage): void {
    this.messages = trimmed(this.messages, message, kept);
    if (message.ownId !== null) this.#byOwnId.set(ownKey(message.dialect, message.ownId), message);
  }

  #write(record: SandboxRecord | { kind: 'callbacks'; callbacks: Callbacks }): void {
    this.#log?.write(`${JSON.stringify(record)}\n`);
  }

  #rewrite(): void {
    if (this.#file === null) return;
    const records = [...this.messages, ...this.replies, ...this.mails].sort((a, b) => a.id - b.id);
    const lines = [{ kind: 'callbacks', callbacks: this.callbacks }, ...records].map((record) => `${JSON.stringify(record)}\n`);
    writeFileSync(`${this.#file}.new`, lines.join(''));
    renameSync(`${this.#file}.new`, this.#file);
    this.#log = createWriteStream(this.#file, { flags: 'a' });
  }
}

function ownKey(dialect: string, id: string): string {
  return `${dialect}\n${id}`;
}

/** Drops the oldest fifth at once, not one by one: a shift per text would cost more than the text. */
function trimmed<T>(list: T[], added: T, most: number): T[] {
  list.push(added);
  return list.length > most * 1.25 ? list.slice(-most) : list;
}

/** A line cut by a crash is left out; a text of an earlier version has arrived. */
function readRecords(file: string): (SandboxRecord | { kind: 'callbacks'; callbacks: Callbacks })[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const record = line === '' ? null : JSON.parse(line);
        if (record === null) return [];
        return [
          record.kind === 'sms' ? { ownId: null, flash: false, fate: 'delivered', fateAt: record.at, cancelled: false, ...record } : record,
        ];
      } catch {
        return [];
      }
    });
}
