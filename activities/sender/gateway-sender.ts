import type { Sql } from '../../db/client.ts';
import { type ClaimedMessage, claimMessages } from '../../db/queries/claim-messages.ts';
import { stopGateway } from '../../db/queries/gateway-sending.ts';
import { noQuestions, type Questions } from '../../domain/ask-again.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { addMs, instantOf } from '../../domain/instants.ts';
import type { Pace } from '../../domain/pace.ts';
import type { GatewayConnection } from '../../gateways/define.ts';
import { BreakerWatch } from './breaker-watch.ts';
import { Doorbell } from './doorbell.ts';
import { EarlyReceipts } from './early-receipts.ts';
import { Lookahead } from './lookahead.ts';
import { givenBack, settlementOf } from './settlement.ts';
import { pause, Settler } from './settler.ts';
import { aheadUs, Slots } from './slots.ts';

/** A gateway opened for sending, at one revision of its settings. */
export type OpenGateway = {
  revision: number;
  connection: GatewayConnection;
  maxConnections: number;
  timeoutMs: number;
  pace: Pace | null;
  questions: Questions;
};

export type SenderDeps = {
  sql: Sql;
  clock: Clock;
  processId: string;
  /** Null when it cannot be opened now (gone, or its credentials cannot be read). */
  openGateway(gatewayId: string): Promise<OpenGateway | null>;
  /** Writes outdated texts of campaigns anew; gives those that may leave. */
  rewrite(outdated: { gatewayId: string; messageIds: number[] }): Promise<Map<number, string>>;
  /** Ids, classes and counts only. */
  log: { warn(detail: object, text: string): void };
};

/** A fresh claim's first slot: the statement itself takes a moment. */
const claimTakesUs = 5_000;
const onWireWithinMs = 2_000;
const closedPauseMs = 200;
const idlePauseMs = 100;
/** What is due is held locked by others, or the budget's rest is too small for it. */
const lockedPauseMs = 20;
const serveMs = 2_000;

type Claimed = { message: ClaimedMessage; claimedAtMs: number; movedUs: number };

/**
 * The one sender of a gateway in this process. While anybody holds a licence it claims the best due rows, calls the provider at their
 * slots over the gateway's connections and writes the answers; claim, call and settle overlap.
 */
export class GatewaySender {
  readonly #gatewayId: string;
  readonly #deps: SenderDeps;
  readonly #settler: Settler;
  readonly #earlyReceipts: EarlyReceipts;
  readonly #breaker: BreakerWatch;
  readonly #slots: Slots;
  readonly #lookahead = new Lookahead();
  readonly #room = new Doorbell();
  readonly #moved = new Doorbell();
  readonly #drained = new Doorbell();
  readonly #due = new Doorbell();
  #licences = 0;
  #running: Promise<void> | null = null;
  #open: OpenGateway | null = null;
  #questions = noQuestions;
  #ready: Claimed[] = [];
  #claimed = 0;
  #calling = 0;

  constructor(gatewayId: string, deps: SenderDeps) {
    this.#gatewayId = gatewayId;
    this.#deps = deps;
    const onFault = (what: string) => (error: unknown) => deps.log.warn({ gatewayId, fault: faultName(error) }, what);
    this.#earlyReceipts = new EarlyReceipts({ ...deps, gatewayId, onFault: onFault('receipts could not be matched, trying again later') });
    this.#breaker = new BreakerWatch({ ...deps, gatewayId, onFault: onFault('calls could not be counted') });
    this.#slots = new Slots({ ...deps, gatewayId, onFault: onFault('slots could not be moved back') });
    this.#settler = new Settler({
      ...deps,
      questions: () => this.#questions,
      onSettled: async (settlements) => {
        this.#moved.ring();
        this.#earlyReceipts.lookSoon();
        await this.#breaker.note(settlements);
      },
      onFault: onFault('answers could not be written, trying again'),
    });
  }

  /** A licence to send. Give it back by calling what it gives. */
  hold(): () => void {
    this.#licences += 1;
    this.#running ??= this.#run();
    let held = true;
    return () => {
      if (held) this.#licences -= 1;
      held = false;
    };
  }

  /** Something is due now: a sender that found nothing a moment ago claims again at once. */
  lookAgain(): void {
    this.#due.ring();
  }

  /** Whether anybody holds a licence in this process. */
  get isHeld(): boolean {
    return this.#licences > 0;
  }

  /** Ends when nothing was due at some moment from now on, or after `ms`. */
  async whenDrained(ms: number): Promise<void> {
    await this.#drained.wait(ms);
  }

  /**
   * Sends what is due now without a licence of an activity, for two seconds at most. False when something may be left that nobody in
   * this process sends.
   */
  async serveDue(): Promise<boolean> {
    const release = this.hold();
    const end = this.#deps.clock.nowMs() + serveMs;
    const left = () => Math.max(0, end - this.#deps.clock.nowMs());
    // The first sign may come of a claim that began before the caller's row was there.
    const drained = (await this.#drained.wait(left())) && (await this.#drained.wait(left()));
    release();
    return drained || this.isHeld;
  }

  /** Ends when some message was settled, or after `ms`. */
  async whenMoved(ms: number): Promise<void> {
    await this.#moved.wait(ms);
  }

  /** Gives back what is claimed for an address and not on the wire yet: the next claim judges it anew. */
  withdraw(address: string): void {
    this.#giveBack(({ message }) => message.address === address);
  }

  /** Waits for the calls under way and writes their answers. */
  async close(): Promise<void> {
    this.#licences = 0;
    await this.#running;
    while (this.#claimed > 0) await this.#room.wait(100);
    await this.#settler.drained();
    await this.#earlyReceipts.close();
    await this.#open?.connection.close();
    this.#open = null;
  }

  async #run(): Promise<void> {
    while (this.#licences > 0) {
      try {
        await this.#round();
      } catch (error) {
        this.#deps.log.warn({ gatewayId: this.#gatewayId, fault: faultName(error) }, 'a claim failed, trying again');
        await pause(closedPauseMs);
      }
    }
    this.#running = null;
  }

  async #round(): Promise<void> {
    this.#open ??= await this.#deps.openGateway(this.#gatewayId);
    const open = this.#open;
    this.#questions = open?.questions ?? this.#questions;
    if (open === null) {
      this.#drained.ring();
      return pause(closedPauseMs);
    }
    this.#giveBackStale();
    const limit = this.#roomIn(open);
    if (limit === 0 || this.#isStuck(open)) {
      await this.#room.wait(idlePauseMs);
      return;
    }
    const slotInMs = open.pace === null ? 0 : this.#slots.untilFreeUs(this.#nowUs()) / 1000;
    if (slotInMs > 0) return pause(Math.min(slotInMs, 1000));

    const now = nowOf(this.#deps.clock);
    const claimedAtMs = this.#deps.clock.nowMs();
    const firstSlotUs = claimedAtMs * 1000 + claimTakesUs;
    const result = await claimMessages(this.#deps.sql, {
      gatewayId: this.#gatewayId,
      gatewayRevision: open.revision,
      processId: this.#deps.processId,
      limit,
      now,
      leaseUntil: addMs(now, open.timeoutMs + 10_000),
      pace: open.pace === null ? null : { nowUs: firstSlotUs, spacingUs: open.pace.spacingUs, aheadUs },
    });
    if (result.nextSlotUs !== null) this.#slots.next(result.nextSlotUs);
    if (result.gate === 'probe') this.#breaker.probing();
    const claimed = result.claimed.map((message): Claimed => ({ message, claimedAtMs, movedUs: this.#slots.movedUs }));
    this.#claimed += claimed.length;
    for (const one of claimed) if (!one.message.outdated) this.#take(one, open);
    this.#rewrite(
      claimed.filter(({ message }) => message.outdated),
      open,
    );
    if (result.gate === 'stale') return this.#reconnect(open);
    // Seen with the claim's own clock: a slow answer must not make taken slots look like an empty queue.
    const slotTaken = open.pace !== null && this.#slots.untilFreeUs(firstSlotUs) > 0;
    if (result.seen === 0 && !(result.gate === 'open' && slotTaken)) {
      if (result.gate !== 'busy') this.#drained.ring();
      await this.#due.wait(result.gate === 'open' ? idlePauseMs : closedPauseMs);
    } else if (result.claimed.length === 0) await pause(lockedPauseMs);
  }

  /** Texts that are not what they were leave as soon as they are written; the others do not wait for them. */
  #rewrite(outdated: Claimed[], open: OpenGateway): void {
    if (outdated.length === 0) return;
    const messageIds = outdated.map(({ message }) => message.id);
    const release = (count: number) => {
      this.#claimed -= count;
      this.#room.ring();
    };
    this.#deps.rewrite({ gatewayId: this.#gatewayId, messageIds }).then(
      (texts) => {
        const leaving = outdated.flatMap(({ message, ...claimed }) => {
          const text = texts.get(message.id);
          return text === undefined ? [] : [{ ...claimed, message: { ...message, text } }];
        });
        release(outdated.length - leaving.length);
        for (const one of leaving) this.#take(one, open);
      },
      (error: unknown) => {
        this.#deps.log.warn({ gatewayId: this.#gatewayId, fault: faultName(error) }, 'texts could not be written anew, trying again');
        release(outdated.length);
        for (const { message } of outdated) this.#settler.add(givenBack(message));
      },
    );
  }

  #take(claimed: Claimed, open: OpenGateway): void {
    const inMs = claimed.message.slotUs === null ? 0 : (claimed.message.slotUs - this.#nowUs()) / 1000;
    const become = () => {
      this.#ready.push(claimed);
      this.#callNext(open);
    };
    if (inMs > 0.5) setTimeout(become, inMs);
    else become();
  }

  #callNext(open: OpenGateway): void {
    while (this.#calling < open.maxConnections) {
      const next = this.#ready.shift();
      if (next === undefined) return;
      this.#calling += 1;
      const startedMs = this.#deps.clock.nowMs();
      void this.#call(next, open).finally(() => {
        this.#calling -= 1;
        this.#claimed -= 1;
        this.#lookahead.noteAnswer({ startedMs, answeredMs: this.#deps.clock.nowMs() });
        if (this.#roomIn(open) > 0) this.#room.ring();
        this.#callNext(open);
      });
    }
  }

  #roomIn({ maxConnections }: OpenGateway): number {
    return this.#lookahead.room({ maxConnections, claimed: this.#claimed });
  }

  /** Every connection waits for an answer and none came lately: what is claimed now would only be given back. */
  #isStuck({ maxConnections }: OpenGateway): boolean {
    return this.#calling >= maxConnections && this.#lookahead.isSilent(this.#deps.clock.nowMs());
  }

  #giveBackStale(): void {
    const oldest = this.#deps.clock.nowMs() - onWireWithinMs;
    this.#giveBack(({ claimedAtMs }) => claimedAtMs < oldest);
  }

  #giveBack(which: (claimed: Claimed) => boolean): void {
    const given = this.#ready.filter(which);
    if (given.length === 0) return;
    this.#ready = this.#ready.filter((claimed) => !which(claimed));
    this.#claimed -= given.length;
    for (const { message } of given) this.#settler.add(givenBack(message));
  }

  async #call({ message, claimedAtMs, movedUs }: Claimed, open: OpenGateway): Promise<void> {
    const { clock } = this.#deps;
    const wire: { atMs: number | null } = { atMs: null };
    const result = await open.connection.send(
      { id: String(message.id), to: message.address, text: message.text, subject: message.subject },
      {
        onWire: () => {
          const at = clock.nowMs();
          if (at - claimedAtMs > onWireWithinMs) throw new Error('not on the wire in time');
          wire.atMs = at;
          if (message.slotUs !== null && open.pace !== null) this.#slots.noteLateness(at * 1000 - message.slotUs, movedUs, open.pace);
        },
      },
    );
    if (wire.atMs === null && clock.nowMs() - claimedAtMs > onWireWithinMs) return this.#settler.add(givenBack(message));
    const sentAt = wire.atMs === null ? null : instantOf(wire.atMs);
    if (result.outcome === 'misconfigured') await this.#stop(open, result.reason);
    this.#settler.add(settlementOf(message, result, { sentAt, now: nowOf(clock) }));
  }

  async #stop(open: OpenGateway, reason: string): Promise<void> {
    try {
      await stopGateway(this.#deps.sql, {
        gatewayId: this.#gatewayId,
        revision: open.revision,
        reason,
        now: nowOf(this.#deps.clock),
      });
    } catch (error) {
      this.#deps.log.warn({ gatewayId: this.#gatewayId, fault: faultName(error) }, 'the gateway could not be stopped');
    }
  }

  /** The gateway was changed: calls under way end on the old connection, new ones use the new. */
  #reconnect(open: OpenGateway): void {
    this.#open = null;
    void open.connection.close();
  }

  #nowUs(): number {
    return this.#deps.clock.nowMs() * 1000;
  }
}

function faultName(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${'code' in error ? String(error.code) : ''}` : 'unknown';
}
