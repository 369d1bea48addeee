import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text as the carrier took it. `phone` is E.164 where the number allows. */
export type SandboxMessage = { kind: 'sms'; id: number; at: string; phone: string; text: string; dialect: string };
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
/** One request at the HTTP interfaces, stored or not. `atMs` is monotonic. */
export type Arrival = { atMs: number; dialect: string; phone: string };

const kept = 10_000;
const keptArrivals = 200_000;

/** What the sandbox remembers: the newest 10,000 texts and mails, in a file of JSON lines when there is a folder. */
export class SandboxStore {
  messages: SandboxMessage[] = [];
  mails: SandboxMail[] = [];
  arrivals: Arrival[] = [];
  #file: string | null = null;
  #log: WriteStream | null = null;
  #nextId = 1;

  constructor(folder: string | null) {
    if (folder === null) return;
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'sandbox.jsonl');
    for (const record of readRecords(this.#file)) {
      if (record.kind === 'sms') this.messages.push(record);
      else this.mails.push(record);
      this.#nextId = Math.max(this.#nextId, record.id + 1);
    }
    this.messages = this.messages.slice(-kept);
    this.mails = this.mails.slice(-kept);
    this.#rewrite();
  }

  addMessage(message: Omit<SandboxMessage, 'kind' | 'id' | 'at'>): SandboxMessage {
    const record: SandboxMessage = { kind: 'sms', id: this.#nextId++, at: new Date().toISOString(), ...message };
    this.messages = trimmed(this.messages, record, kept);
    this.#log?.write(`${JSON.stringify(record)}\n`);
    return record;
  }

  addMail(mail: Omit<SandboxMail, 'kind' | 'id' | 'at'>): SandboxMail {
    const record: SandboxMail = { kind: 'mail', id: this.#nextId++, at: new Date().toISOString(), ...mail };
    this.mails = trimmed(this.mails, record, kept);
    this.#log?.write(`${JSON.stringify(record)}\n`);
    return record;
  }

  addArrival(dialect: string, phone: string): void {
    this.arrivals = trimmed(this.arrivals, { atMs: performance.now(), dialect, phone }, keptArrivals);
  }

  /** Forgets texts, mails and arrivals; ids go on, so that none is given twice. */
  clear(): void {
    this.messages = [];
    this.mails = [];
    this.arrivals = [];
    this.#log?.end();
    this.#rewrite();
  }

  async close(): Promise<void> {
    const log = this.#log;
    this.#log = null;
    if (log) await new Promise<void>((done) => log.end(() => done()));
  }

  #rewrite(): void {
    if (this.#file === null) return;
    const records = [...this.messages, ...this.mails].sort((a, b) => a.id - b.id);
    writeFileSync(`${this.#file}.new`, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    renameSync(`${this.#file}.new`, this.#file);
    this.#log = createWriteStream(this.#file, { flags: 'a' });
  }
}

/** Drops the oldest fifth at once, not one by one: a shift per text would cost more than the text. */
function trimmed<T>(list: T[], added: T, most: number): T[] {
  list.push(added);
  return list.length > most * 1.25 ? list.slice(-most) : list;
}

/** A line cut by a crash is left out. */
function readRecords(file: string): (SandboxMessage | SandboxMail)[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}
