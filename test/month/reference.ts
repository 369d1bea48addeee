import { type Place, type World, type WorldCustomer, type WorldEvent, zones } from './world.ts';

/**
 * The month as a patient clerk would live it, written from the design's words alone: every hour, and after everything that happens, he goes
 * through the charges and asks of each step whether it leaves now. It knows nothing of plans, forecasts or queues.
 */
export function referenceLog({ customers, events, startMs, endMs }: World): string[] {
  const office = new Office(customers);
  let next = 0;
  for (let now = startMs; now < endMs; now += hourMs) {
    for (let event = events[next]; event && event.atMs < now; event = events[++next]) {
      office.hear(event);
      office.lookThrough(event.atMs, event);
    }
    office.lookThrough(now);
  }
  return office.log;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const national = new Set(['2026-11-02', '2026-11-15', '2026-11-20', '2026-12-25', '2027-01-01']);

/** What the seed's numbers say, and two own rules. Days count from the printed date, the warning's from the first business day on it. */
const warningAfter = 3;
const consequences = [
  { rule: 11, days: 5 },
  { rule: 12, days: 7 },
  { rule: 13, days: 10 },
] as const;

type Charge = {
  id: string;
  customer: WorldCustomer;
  due: string;
  status: 'open' | 'paid' | 'removed';
  bornMs: number;
  /** When a payment was reversed or a removal undone. */
  resumedMs: number;
  payments: { id: string; settles: boolean; atMs: number; reversed: boolean; confirmed: boolean }[];
  /** Steps that are over, by rule and due date: when it happened, or null where it never did. */
  over: Map<string, number | null>;
  /** The local day that has its collection text, and which one; a text that waits at a closed gateway has taken its day. */
  collected: { day: string; step: string } | null;
  exempt: { from: 'chasing' | 'blocking'; untilMs: number | null }[];
};

type Hold = { id: string; chargeId: string | null; customerId: string; untilMs: number };

class Office {
  readonly log: string[] = [];
  readonly #customers: Map<string, WorldCustomer>;
  readonly #charges = new Map<string, Charge>();
  readonly #ofCustomer = new Map<string, Charge[]>();
  #holds: Hold[] = [];
  #gatewayOpen = true;
  #paused = false;

  constructor(customers: readonly WorldCustomer[]) {
    this.#customers = new Map(customers.map((customer) => [customer.id, { ...customer }]));
  }

  hear(event: WorldEvent): void {
    if (event.kind === 'charge') this.#open(event);
    if (event.kind === 'pay') this.#pay(event);
    if (event.kind === 'reverse') this.#reverse(event);
    if (event.kind === 'move-due') this.#charge(event.chargeId).due = event.due;
    if (event.kind === 'remove') this.#charge(event.chargeId).status = 'removed';
    if (event.kind === 'restore') this.#restore(event);
    if (event.kind === 'phones') this.#customer(event.customerId).phones = event.phones;
    if (event.kind === 'hold') this.#hold(event);
    if (event.kind === 'release') this.#holds = this.#holds.filter(({ id }) => id !== event.holdId);
    if (event.kind === 'exempt') this.#exempt(event);
    if (event.kind === 'gateway') this.#gatewayOpen = event.open;
    if (event.kind === 'pause') this.#paused = true;
    if (event.kind === 'resume') this.#paused = false;
  }

  /** After something that concerns one customer only theirs. */
  lookThrough(now: number, after?: WorldEvent): void {
    const concerned = after && this.#concernedBy(after);
    for (const charges of concerned === undefined ? this.#ofCustomer.values() : [concerned]) {
      const open = charges.filter(({ status }) => status === 'open').sort((a, b) => (a.due + a.id < b.due + b.id ? -1 : 1));
      for (const charge of charges) this.#confirm(charge, now);
      for (const charge of open) this.#announceAndRemind(charge, now);
      for (const charge of open) this.#warn(charge, now);
      for (const { rule, days } of consequences) this.#block(open, rule, days, now);
      for (const charge of open) this.#remindOfDebt(charge, now);
    }
  }

  #concernedBy(event: WorldEvent): Charge[] | undefined {
    if ('customerId' in event) return this.#ofCustomer.get(event.customerId) ?? [];
    if ('chargeId' in event) return this.#ofCustomer.get(this.#charge(event.chargeId).customer.id);
    return undefined;
  }

  #open({ chargeId, customerId, due, atMs }: Extract<WorldEvent, { kind: 'charge' }>): void {
    const customer = this.#customer(customerId);
    const charge: Charge = {
      ...{ id: chargeId, customer, due, status: 'open', bornMs: atMs, resumedMs: 0, payments: [] },
      ...{ over: new Map(), collected: null, exempt: [] },
    };
    this.#charges.set(chargeId, charge);
    this.#ofCustomer.set(customerId, [...(this.#ofCustomer.get(customerId) ?? []), charge]);
  }

  /** Nobody holds a charge that is paid. */
  #hold({ holdId: id, chargeId, customerId, untilMs, promise }: Extract<WorldEvent, { kind: 'hold' }>): void {
    if (chargeId !== null && this.#charge(chargeId).status !== 'open') return;
    const kept = (ms: number) => (promise ? keptUntil(ms, this.#customer(customerId)) : ms);
    this.#holds.push({ id, chargeId, customerId, untilMs: untilMs === null ? Number.POSITIVE_INFINITY : kept(untilMs) });
  }

  #exempt({ chargeId, from, untilMs }: Extract<WorldEvent, { kind: 'exempt' }>): void {
    const charge = this.#charge(chargeId);
    if (charge.status === 'open') charge.exempt.push({ from, untilMs });
  }

  #pay({ chargeId, paymentId: id, settles, atMs }: Extract<WorldEvent, { kind: 'pay' }>): void {
    const charge = this.#charge(chargeId);
    if (charge.status !== 'open') return;
    charge.payments.push({ id, settles, atMs, reversed: false, confirmed: false });
    if (settles) charge.status = 'paid';
  }

  #reverse({ chargeId, paymentId, atMs }: Extract<WorldEvent, { kind: 'reverse' }>): void {
    const charge = this.#charge(chargeId);
    const payment = charge.payments.find(({ id }) => id === paymentId);
    if (!payment || payment.reversed) return;
    payment.reversed = true;
    if (charge.status !== 'paid' || isSettled(charge)) return;
    charge.status = 'open';
    charge.resumedMs = atMs;
  }

  #restore({ chargeId, atMs }: { chargeId: string; atMs: number }): void {
    const charge = this.#charge(chargeId);
    if (charge.status !== 'removed') return;
    charge.status = isSettled(charge) ? 'paid' : 'open';
    charge.resumedMs = atMs;
  }

  /** 5: thanks for each payment, whatever is held, in the hours of information. */
  #confirm(charge: Charge, now: number): void {
    if (charge.status === 'removed') return;
    for (const payment of charge.payments) {
      if (payment.reversed || payment.confirmed || !informs(charge.customer, now) || !this.#leaves()) continue;
      payment.confirmed = true;
      this.#say([charge], 5, now);
    }
  }

  /** 2 at once, late if need be; 21, 3 and 4 on their own day or never. */
  #announceAndRemind(charge: Charge, now: number): void {
    if (!charge.over.has('2') && charge.bornMs < charge.resumedMs) charge.over.set('2', null);
    if (!charge.over.has('2') && informs(charge.customer, now) && !this.#isHeld(charge, now) && this.#leaves()) {
      charge.over.set('2', now);
      this.#say([charge], 2, now);
    }
    for (const [rule, days] of [
      [21, -7],
      [3, -3],
      [4, 0],
    ] as const) {
      const key = `${rule} ${charge.due}`;
      const day = addDays(charge.due, days);
      const moment = instant(day, 9, charge.customer);
      if (charge.over.has(key) || now < moment) continue;
      const isTooLate = localDate(now, charge.customer) !== day || localHour(now, charge.customer) >= 21;
      if (moment < charge.bornMs || moment < charge.resumedMs || isTooLate) charge.over.set(key, null);
      else if (informs(charge.customer, now) && !this.#isHeld(charge, now) && this.#leaves()) {
        charge.over.set(key, now);
        this.#say([charge], rule, now);
      }
    }
  }

  /** 10: late if need be, never left out. */
  #warn(charge: Charge, now: number): void {
    const key = `10 ${charge.due}`;
    const moment = instant(addDays(effectiveDue(charge), warningAfter), 9, charge.customer);
    if (charge.over.has(key) || now < moment) return;
    if (moment < charge.bornMs) charge.over.set(key, null);
    else if (this.#mayCollect(charge, key, now)) {
      const got = this.#say([charge], 10, now);
      charge.over.set(key, got ? now : null);
    }
  }

  /** 11, 12 and 13: only after the one before them, and to the customer's line once: those of one day share the oldest's text. */
  #block(open: readonly Charge[], rule: number, days: number, now: number): void {
    const ready = open.filter((charge) => this.#isTimeFor(charge, rule, days, now));
    const isDone = (charge: Charge) => (charge.over.get(`${rule} ${charge.due}`) ?? null) !== null;
    const happened = () => open.some(isDone);
    const note = () => {
      for (const charge of ready) {
        const key = `${rule} ${charge.due}`;
        if (!charge.over.has(key) && happened()) charge.over.set(key, now);
      }
    };
    note();
    const leaving = ready.filter((charge) => {
      const key = `${rule} ${charge.due}`;
      return !charge.over.has(key) && this.#mayCollect(charge, key, now);
    });
    if (leaving.length === 0) return;
    const got = this.#say(leaving, rule, now);
    for (const charge of leaving) charge.over.set(`${rule} ${charge.due}`, got ? now : null);
    note();
  }

  #isTimeFor(charge: Charge, rule: number, days: number, now: number): boolean {
    const before = charge.over.get(`${rule - 1} ${charge.due}`) ?? null;
    if (before === null || charge.over.has(`${rule} ${charge.due}`)) return false;
    const moment = Math.max(before, instant(addDays(localDate(before, charge.customer), days), 9, charge.customer));
    return now >= moment && collects(charge.customer, now) && !this.#isHeld(charge, now) && !isExempt(charge, now, true);
  }

  /** 20, two days after the printed date: after the block's own texts of the day. */
  #remindOfDebt(charge: Charge, now: number): void {
    const key = `20 ${charge.due}`;
    const moment = instant(addDays(charge.due, 2), 10, charge.customer);
    if (charge.over.has(key) || now < moment) return;
    if (moment < charge.bornMs || moment < charge.resumedMs) charge.over.set(key, null);
    else if (this.#mayCollect(charge, key, now)) {
      charge.over.set(key, now);
      this.#say([charge], 20, now);
    }
  }

  /** The hours of collection, no hold, no exemption, no other collection text that day, and a gateway that takes it. */
  #mayCollect(charge: Charge, step: string, now: number): boolean {
    const { customer } = charge;
    const isConsequence = consequences.some(({ rule }) => step.startsWith(`${rule} `));
    if (!collects(customer, now) || this.#isHeld(charge, now) || isExempt(charge, now, isConsequence)) return false;
    const day = localDate(now, customer);
    if (charge.collected !== null && charge.collected.day === day && charge.collected.step !== step) return false;
    if (this.#paused) return false;
    charge.collected = { day, step };
    return this.#gatewayOpen || step.startsWith('13 ');
  }

  #leaves(): boolean {
    return this.#gatewayOpen && !this.#paused;
  }

  #isHeld({ id, customer }: Charge, now: number): boolean {
    return this.#holds.some(({ chargeId, customerId, untilMs }) => now < untilMs && (chargeId ?? id) === id && customerId === customer.id);
  }

  /** One text to each of three phones at most; 13 by e-mail. True when somebody got it. */
  #say(charges: readonly Charge[], rule: number, now: number): boolean {
    const [lead] = charges;
    if (!lead) return false;
    const { email, phones } = lead.customer;
    const to = rule === 13 ? (email === null ? [] : [email]) : [...new Set(phones)].slice(0, 3);
    const minute = new Date(Math.floor(now / 60_000) * 60_000).toISOString().slice(0, 16);
    for (const address of to) this.log.push(`${lead.id} #${rule} ${minute} ${address}`);
    const got = to.some((address) => !address.endsWith('0'));
    // Who was not reached was not chased: another text may go that day.
    if (!got) for (const charge of charges) if (charge.collected?.step === `${rule} ${charge.due}`) charge.collected = null;
    return got;
  }

  #charge(id: string): Charge {
    const charge = this.#charges.get(id);
    if (!charge) throw new Error(`charge ${id} is not born yet`);
    return charge;
  }

  #customer(id: string): WorldCustomer {
    const customer = this.#customers.get(id);
    if (!customer) throw new Error(`no customer ${id}`);
    return customer;
  }
}

function isSettled({ payments }: Charge): boolean {
  return payments.some(({ settles, reversed }) => settles && !reversed);
}

function isExempt({ exempt }: Charge, now: number, isConsequence: boolean): boolean {
  return exempt.some(({ from, untilMs }) => (from === 'chasing' || isConsequence) && (untilMs === null || now < untilMs));
}

/** A promise for a day on which banks rest is kept on the next one on which they work. */
function keptUntil(untilMs: number, customer: WorldCustomer): number {
  const promised = localDate(untilMs - 1, customer);
  let kept = promised;
  while (!isBusinessDay(kept)) kept = addDays(kept, 1);
  return untilMs + Date.parse(kept) - Date.parse(promised);
}

function effectiveDue({ due }: Charge): string {
  let date = due;
  while (!isBusinessDay(date)) date = addDays(date, 1);
  return date;
}

function isBusinessDay(date: string): boolean {
  const weekday = new Date(date).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !national.has(date);
}

/** Monday to Friday 9 to 18, Saturday 10 to 13, never on Sundays and holidays. */
function collects(customer: WorldCustomer, now: number): boolean {
  const date = localDate(now, customer);
  const hour = localHour(now, customer);
  const weekday = new Date(date).getUTCDay();
  if (weekday === 0 || national.has(date)) return false;
  return weekday === 6 ? hour >= 10 && hour < 13 : hour >= 9 && hour < 18;
}

function informs(customer: WorldCustomer, now: number): boolean {
  const hour = localHour(now, customer);
  return hour >= 8 && hour < 21;
}

function offsetMs({ livesIn }: { livesIn: Place }): number {
  return zones[livesIn].offsetHours * hourMs;
}

function localDate(ms: number, customer: WorldCustomer): string {
  return new Date(ms + offsetMs(customer)).toISOString().slice(0, 10);
}

function localHour(ms: number, customer: WorldCustomer): number {
  return new Date(ms + offsetMs(customer)).getUTCHours();
}

function instant(date: string, hour: number, customer: WorldCustomer): number {
  return Date.parse(date) + hour * hourMs - offsetMs(customer);
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
