import { type IsoDate, instantOf } from './instants.ts';
import { dayMs, type Zone } from './local-time.ts';
import { firstOpening, type Opening } from './opening.ts';
import type { Calendar, Move } from './plan.ts';
import type { StepRule } from './rules.ts';
import type { Stop } from './stops.ts';
import { dayAndMonth } from './written-dates.ts';

/** When a step leaves, or why it never will. Instants in milliseconds since 1970. */
export type Sending = {
  state: 'planned' | 'skipped' | 'held';
  reason: string | null;
  /** When it would have left had nobody been late; a skipped step is given up then. */
  dueAt: number;
  dueUntil: number;
  sendsAt: number;
  sendUntil: number;
  moved: Move[];
};

export type SendingInput = {
  rule: StepRule;
  /** From here on the step may leave. */
  moment: number;
  /** The only local date on which the text is true: "vence hoje", "vence amanhã". */
  onlyDate: IsoDate | null;
  zone: Zone;
  calendar: Calendar;
  stops: readonly Stop[];
  /** Local days that have their collection text already. */
  isFull(date: IsoDate): boolean;
  now: number;
};

/**
 * Puts a moment into the window of its rule, past what stops the step, and decides by the rule's late policy once that opening is over:
 * `send` takes the next one, `skip` takes it only on the same date. A stop counts like a service that was down until its end. "Vence
 * hoje" leaves on the printed date or never.
 */
export function sendingOf(input: SendingInput): Sending {
  const { onlyDate, zone, now, stops } = input;
  const usual = usualPlace(input);
  if (usual === null || (onlyDate !== null && usual.opening.date !== onlyDate)) return closed(input);
  const { opening: first, moved } = usual;
  const reached = pastStops(input, first);
  if (reached.opening === null) return heldBy(reached.stop, first, moved);

  let { opening } = reached;
  const moves = reached.stop ? [...moved, moveBy(reached.stop, first, opening)] : [...moved];
  const due = { dueAt: opening.sendsAt, dueUntil: usefulUntil(input, opening) };
  if (now >= due.dueUntil || (due.dueAt < now && stops.some((stop) => isIn(stop, now)))) {
    const next = openingFrom(input, now);
    if (next === null) return closed(input);
    const later = pastStops(input, next);
    if (later.opening === null) return heldBy(later.stop, opening, moves);
    const missed = `perdeu a janela de ${dayAndMonth(zone.toLocal(opening.sendsAt).date)}`;
    const from = opening;
    opening = later.opening;
    moves.push(later.stop ? moveBy(later.stop, from, opening) : move('late', from.sendsAt, opening.sendsAt, missed));
  }
  const sendUntil = usefulUntil(input, opening);
  const tooLate = (staysOnDate(input) && opening.date !== first.date) || sendUntil <= Math.max(opening.sendsAt, now);
  if (tooLate) return { state: 'skipped', reason: 'late', ...due, sendsAt: due.dueAt, sendUntil: due.dueUntil, moved };
  return { state: 'planned', reason: null, ...due, sendsAt: opening.sendsAt, sendUntil, moved: moves };
}

/** The moment's place in its window alone, whatever the hour is now: for steps that only show when they would have gone. */
export function placeOf(input: Omit<SendingInput, 'stops' | 'isFull' | 'now'>): Pick<Sending, 'sendsAt' | 'sendUntil' | 'moved'> {
  const { rule, moment, calendar, zone } = input;
  const first = firstOpening(calendar, zone, rule.window, moment);
  if (first === null) return { sendsAt: moment, sendUntil: moment, moved: [] };
  return { sendsAt: first.sendsAt, sendUntil: first.until, moved: movesInto(first, rule, moment) };
}

/** Where window and daily cap alone put the moment. */
function usualPlace(input: SendingInput): { opening: Opening; moved: Move[] } | null {
  const { calendar, zone, rule, moment } = input;
  const first = firstOpening(calendar, zone, rule.window, moment);
  if (first === null) return null;
  const moved = movesInto(first, rule, moment);
  const opening = onFreeDay(input, first);
  if (opening !== first && opening !== null) {
    moved.push(move('cap', first.sendsAt, opening.sendsAt, `já há um texto de cobrança em ${dayAndMonth(first.date)}`));
  }
  return opening && { opening, moved };
}

function openingFrom(input: SendingInput, at: number): Opening | null {
  return onFreeDay(input, firstOpening(input.calendar, input.zone, input.rule.window, at));
}

function onFreeDay({ calendar, zone, rule, isFull }: SendingInput, from: Opening | null): Opening | null {
  let opening = from;
  while (opening !== null && isFull(opening.date)) {
    opening = firstOpening(calendar, zone, rule.window, zone.toInstant(opening.date, dayMs));
  }
  return opening;
}

type Passed = { opening: Opening; stop: Stop | null } | { opening: null; stop: Stop };

/** The first opening that nothing stops, from a first one on; it ends where the next stop begins. */
function pastStops(input: SendingInput, from: Opening): Passed {
  const { stops } = input;
  if (stops.length === 0) return { opening: from, stop: null };
  let opening = from;
  let last: Stop | null = null;
  for (;;) {
    const { sendsAt, until } = opening;
    const stop = stops.find((each) => isIn(each, sendsAt));
    if (stop === undefined) {
      const next = Math.min(until, ...stops.filter((each) => each.from > sendsAt).map((each) => each.from));
      return { opening: next === until ? opening : { ...opening, until: next }, stop: last };
    }
    const after = stop.until === Number.POSITIVE_INFINITY ? null : openingFrom(input, stop.until);
    if (after === null) return { opening: null, stop };
    last = stop;
    opening = after;
  }
}

function isIn({ from, until }: Stop, at: number): boolean {
  return from <= at && at < until;
}

function staysOnDate({ rule, onlyDate }: SendingInput): boolean {
  return onlyDate !== null || rule.late === 'skip';
}

/** Until when a text of this opening may leave: its end, the rule's validity, and for texts that say how many days are left midnight. */
function usefulUntil(input: SendingInput, { until, date }: Opening): number {
  const { rule, zone, moment } = input;
  const valid = rule.validityHours == null ? until : Math.min(until, moment + rule.validityHours * 3_600_000);
  return staysOnDate(input) && (rule.event === 'due' || input.onlyDate !== null) ? Math.min(valid, zone.toInstant(date, dayMs)) : valid;
}

function heldBy({ reason }: Stop, { sendsAt, until }: Opening, moved: Move[]): Sending {
  return { state: 'held', reason, dueAt: sendsAt, dueUntil: until, sendsAt, sendUntil: until, moved };
}

function closed({ moment, onlyDate }: SendingInput): Sending {
  const state = onlyDate === null ? 'held' : 'skipped';
  return { state, reason: 'window-closed', dueAt: moment, dueUntil: moment, sendsAt: moment, sendUntil: moment, moved: [] };
}

const windowNames = { collection: 'cobrança', informative: 'avisos', marketing: 'marketing', always: 'sempre' } as const;

function movesInto({ sendsAt, holiday }: Opening, rule: StepRule, moment: number): Move[] {
  if (sendsAt === moment) return [];
  if (holiday) return [move('holiday', moment, sendsAt, `${dayAndMonth(holiday.date)} é feriado: ${holiday.name}`)];
  return [move('window', moment, sendsAt, `fora da janela de ${windowNames[rule.window]}`)];
}

function moveBy({ by, detail }: Stop, from: Opening, to: Opening): Move {
  return move(by, from.sendsAt, to.sendsAt, detail);
}

export function move(by: Move['by'], from: number, to: number, detail: string): Move {
  return { by, from: instantOf(from), to: instantOf(to), detail };
}
