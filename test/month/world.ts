/** A month of a provider, made from a seed: its customers and charges, and everything that happens to them. Instants in milliseconds. */
export type World = { customers: WorldCustomer[]; events: WorldEvent[]; startMs: number; endMs: number };

export type Place = 'campo-grande' | 'sao-paulo' | 'rio-branco' | 'noronha';

export type WorldCustomer = {
  id: string;
  /** Whose unit it is of. */
  unit: Place;
  /** Its own zone, where it lives elsewhere. */
  livesIn: Place;
  phones: string[];
  email: string | null;
};

export type WorldEvent = { atMs: number } & (
  | { kind: 'charge'; chargeId: string; customerId: string; due: string }
  | { kind: 'pay'; chargeId: string; paymentId: string; settles: boolean }
  | { kind: 'reverse'; chargeId: string; paymentId: string }
  | { kind: 'move-due'; chargeId: string; due: string }
  | { kind: 'remove' | 'restore'; chargeId: string }
  | { kind: 'phones'; customerId: string; phones: string[] }
  | { kind: 'hold'; holdId: string; chargeId: string | null; customerId: string; untilMs: number | null; promise: boolean }
  | { kind: 'release'; holdId: string }
  | { kind: 'exempt'; id: string; chargeId: string; from: 'chasing' | 'blocking'; untilMs: number | null }
  | { kind: 'gateway'; open: boolean }
  | { kind: 'pause' | 'resume' }
);

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const zones: Record<Place, { zone: string; offsetHours: number; state: string; city: string }> = {
  'campo-grande': { zone: 'America/Campo_Grande', offsetHours: -4, state: 'MS', city: 'Campo Grande' },
  'sao-paulo': { zone: 'America/Sao_Paulo', offsetHours: -3, state: 'SP', city: 'Campinas' },
  'rio-branco': { zone: 'America/Rio_Branco', offsetHours: -5, state: 'AC', city: 'Rio Branco' },
  noronha: { zone: 'America/Noronha', offsetHours: -2, state: 'PE', city: 'Fernando de Noronha' },
};
export const places: readonly [Place, ...Place[]] = ['campo-grande', 'sao-paulo', 'rio-branco', 'noronha'];

/** The same numbers in [0, 1) for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Dice = { chance(share: number): boolean; between(least: number, most: number): number; pick<T>(list: readonly [T, ...T[]]): T };

function diceOf(seed: number): Dice {
  const random = randomOf(seed);
  return {
    chance: (share) => random() < share,
    between: (least, most) => least + Math.floor(random() * (most - least + 1)),
    pick: (list) => list[Math.floor(random() * list.length)] ?? list[0],
  };
}

/** Nothing happens on a quarter of an hour: there the texts leave. */
function moment(dice: Dice, fromMs: number, toMs: number): number {
  const quarters = Math.max(1, Math.floor((toMs - fromMs) / (15 * minuteMs)));
  return Math.floor(fromMs / (15 * minuteMs)) * 15 * minuteMs + dice.between(1, quarters) * 15 * minuteMs + 7 * minuteMs;
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const addDays = (date: string, days: number) => dateOf(Date.parse(date) + days * dayMs);
/** A quarter past midnight at a place, some days after a moment. */
const nightAfter = (ms: number, days: number, place: Place) =>
  Date.parse(addDays(dateOf(ms + zones[place].offsetHours * hourMs), days)) - zones[place].offsetHours * hourMs + 15 * minuteMs;

export function worldOf(seed: number, charges: number): World {
  const dice = diceOf(seed);
  const startMs = Date.parse('2026-11-03T12:00:00Z');
  const endMs = Date.parse('2027-01-01T03:00:00Z');
  const customers: WorldCustomer[] = [];
  const events: WorldEvent[] = [...outages(dice, startMs, endMs)];
  for (let number = 0; number < charges; ) {
    const customer = customerOf(dice, seed, customers.length);
    customers.push(customer);
    const own = dice.pick([1, 1, 1, 2, 3]);
    const sameDue = dice.chance(0.4) ? addDays('2026-11-06', dice.between(0, 44)) : null;
    for (let index = 0; index < own && number < charges; index++, number++) {
      const due = sameDue ?? addDays('2026-11-06', dice.between(0, 44));
      events.push(...lifeOf(dice, { chargeId: `s${seed}-${number}`, customer, due }, startMs, endMs));
    }
    if (dice.chance(0.1)) {
      events.push({ kind: 'phones', customerId: customer.id, phones: phonesOf(dice), atMs: moment(dice, startMs, endMs) });
    }
  }
  return { customers, events: events.filter(({ atMs }) => atMs < endMs).sort((a, b) => a.atMs - b.atMs), startMs, endMs };
}

function customerOf(dice: Dice, seed: number, index: number): WorldCustomer {
  const unit = dice.pick(places);
  const livesIn = dice.chance(0.15) ? dice.pick(places) : unit;
  const email = dice.chance(0.8) ? `c${seed}-${index}@example.com` : null;
  return { id: `S${seed}-${index}`, unit, livesIn, phones: phonesOf(dice), email };
}

/** Up to four; a number that ends in 0 is refused by the provider. */
function phonesOf(dice: Dice): string[] {
  const count = dice.pick([0, 1, 1, 1, 1, 1, 2, 3, 4]);
  return Array.from({ length: count }, () => `+55679${dice.between(80_000_000, 99_999_999)}`);
}

function outages(dice: Dice, startMs: number, endMs: number): WorldEvent[] {
  const events: WorldEvent[] = [];
  for (let from = startMs + dayMs; from < endMs; from += dice.between(3, 9) * dayMs) {
    const atMs = moment(dice, from, from + dayMs);
    const untilMs = moment(dice, atMs, atMs + dice.pick([2, 5, 12, 30]) * hourMs);
    if (dice.chance(0.5)) events.push({ kind: 'gateway', open: false, atMs }, { kind: 'gateway', open: true, atMs: untilMs });
    else events.push({ kind: 'pause', atMs }, { kind: 'resume', atMs: untilMs });
    from = untilMs;
  }
  return events;
}

type Born = { chargeId: string; customer: WorldCustomer; due: string };

function lifeOf(dice: Dice, { chargeId, customer, due }: Born, startMs: number, endMs: number): WorldEvent[] {
  const latestBirth = Math.min(endMs - 20 * dayMs, Date.parse(due));
  const bornMs = moment(dice, startMs, dice.chance(0.7) ? startMs + 3 * dayMs : Math.max(startMs + dayMs, latestBirth));
  const born: WorldEvent = { kind: 'charge', chargeId, customerId: customer.id, due, atMs: bornMs };
  const later = (fromMs: number, days: number) => moment(dice, fromMs, fromMs + days * dayMs);
  return [
    born,
    ...paymentsOf(dice, chargeId, bornMs, later),
    ...(dice.chance(0.15) ? movesOf(dice, { chargeId, due }, bornMs, later) : []),
    ...(dice.chance(0.2) ? holdOf(dice, chargeId, customer, later(bornMs, 40), later) : []),
    ...(dice.chance(0.05) ? exemptionOf(dice, chargeId, customer, later(bornMs, 30)) : []),
    ...(dice.chance(0.05) ? removalOf(dice, chargeId, later(bornMs, 30), later) : []),
  ];
}

type Later = (fromMs: number, days: number) => number;

function paymentsOf(dice: Dice, chargeId: string, bornMs: number, later: Later): WorldEvent[] {
  const fate = dice.between(1, 100);
  const pay = (paymentId: string, settles: boolean, atMs: number): WorldEvent => ({ kind: 'pay', chargeId, paymentId, settles, atMs });
  if (fate > 62) return [];
  const first = later(bornMs + hourMs, 45);
  if (fate > 52) return [pay('part', false, first), ...(dice.chance(0.6) ? [pay('rest', true, later(first, 15))] : [])];
  if (fate > 44) {
    const reversed = later(first, 8);
    return [
      pay('first', true, first),
      { kind: 'reverse', chargeId, paymentId: 'first', atMs: reversed },
      ...(dice.chance(0.4) ? [pay('second', true, later(reversed, 15))] : []),
    ];
  }
  return [pay('whole', true, first)];
}

function movesOf(dice: Dice, { chargeId, due }: Pick<Born, 'chargeId' | 'due'>, bornMs: number, later: Later): WorldEvent[] {
  const atMs = later(bornMs, 35);
  const forth: WorldEvent = { kind: 'move-due', chargeId, due: addDays(due, dice.pick([-5, -2, 1, 4, 12])), atMs };
  return dice.chance(0.3) ? [forth, { kind: 'move-due', chargeId, due, atMs: later(atMs, 4) }] : [forth];
}

function holdOf(dice: Dice, chargeId: string, { id: customerId, livesIn }: WorldCustomer, atMs: number, later: Later): WorldEvent[] {
  const holdId = `h-${chargeId}`;
  const ofCharge = dice.chance(0.7) ? chargeId : null;
  if (dice.chance(0.3)) {
    const untilMs = nightAfter(atMs, dice.between(2, 8), livesIn) - 15 * minuteMs;
    return [{ kind: 'hold', holdId, chargeId, customerId, untilMs, promise: true, atMs }];
  }
  const untilMs = dice.chance(0.3) ? null : nightAfter(atMs, dice.between(1, 9), livesIn);
  const hold: WorldEvent = { kind: 'hold', holdId, chargeId: ofCharge, customerId, untilMs, promise: false, atMs };
  return dice.chance(untilMs === null ? 0.7 : 0.25) ? [hold, { kind: 'release', holdId, atMs: later(atMs, 10) }] : [hold];
}

function exemptionOf(dice: Dice, chargeId: string, { livesIn }: WorldCustomer, atMs: number): WorldEvent[] {
  const untilMs = dice.chance(0.5) ? null : nightAfter(atMs, dice.between(3, 15), livesIn);
  return [{ kind: 'exempt', id: `e-${chargeId}`, chargeId, from: dice.pick(['chasing', 'blocking']), untilMs, atMs }];
}

function removalOf(dice: Dice, chargeId: string, atMs: number, later: Later): WorldEvent[] {
  const removed: WorldEvent = { kind: 'remove', chargeId, atMs };
  return dice.chance(0.7) ? [removed, { kind: 'restore', chargeId, atMs: later(atMs, 10) }] : [removed];
}
