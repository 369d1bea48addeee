import { type IsoDate, instantOf } from './instants.ts';
import { dayAndMonth, dayMs, type Zone } from './local-time.ts';
import { firstOpening, type Opening } from './opening.ts';
import type { Calendar, Move } from './plan.ts';
import type { Rule } from './rules.ts';

/** When a step leaves, or why it never will. Instants in milliseconds since 1970. */
export type Sending = {
  state: 'planned' | 'skipped' | 'held';
  reason: 'late' | 'window-closed' | null;
  sendsAt: number;
  sendUntil: number;
  moved: Move[];
};

export type SendingInput = {
  rule: Rule;
  plannedFor: number;
  /** The printed due date. */
  dueDate: IsoDate;
  zone: Zone;
  calendar: Calendar;
  now: number;
};

/**
 * Puts a planned moment into the window of its rule, and decides by the rule's late policy once that opening is over: `send` takes
 * the next one, `skip` takes it only on the same date. "Vence hoje" leaves on the printed date or never.
 */
export function sendingOf(input: SendingInput): Sending {
  const { rule, plannedFor, dueDate, zone, calendar, now } = input;
  const onlyDueDate = rule.event === 'due' && rule.anchor !== 'created' && zone.toLocal(plannedFor).date === dueDate;
  const first = firstOpening(calendar, zone, rule.window, plannedFor);
  if (first === null || (onlyDueDate && first.date !== dueDate)) return closed(plannedFor, onlyDueDate);

  const staysOnDate = onlyDueDate || rule.late === 'skip';
  const planned = planAt(first, input, staysOnDate, movesInto(first, rule, plannedFor));
  if (now < planned.sendUntil) return planned;

  const next = firstOpening(calendar, zone, rule.window, now);
  if (next === null) return closed(plannedFor, onlyDueDate);
  if (staysOnDate && next.date !== first.date) return { ...planned, state: 'skipped', reason: 'late' };
  const missed = `perdeu a janela de ${dayAndMonth(first.date)}`;
  return planAt(next, input, staysOnDate, [...planned.moved, move('late', first.sendsAt, next.sendsAt, missed)]);
}

/** The moment's place in its window alone, whatever the hour is now: for steps that only show when they would have gone. */
export function placeOf({ rule, plannedFor, calendar, zone }: SendingInput): Pick<Sending, 'sendsAt' | 'sendUntil' | 'moved'> {
  const first = firstOpening(calendar, zone, rule.window, plannedFor);
  if (first === null) return { sendsAt: plannedFor, sendUntil: plannedFor, moved: [] };
  return { sendsAt: first.sendsAt, sendUntil: first.until, moved: movesInto(first, rule, plannedFor) };
}

function planAt({ sendsAt, until, date }: Opening, { rule, zone }: SendingInput, staysOnDate: boolean, moved: Move[]): Sending {
  // Texts about the due date say how many days are left: an opening over midnight (`always`) must not carry them into the next day.
  const sendUntil = staysOnDate && rule.event === 'due' ? Math.min(until, zone.toInstant(date, dayMs)) : until;
  return { state: 'planned', reason: null, sendsAt, sendUntil, moved };
}

function closed(plannedFor: number, onlyDueDate: boolean): Sending {
  const state = onlyDueDate ? 'skipped' : 'held';
  return { state, reason: 'window-closed', sendsAt: plannedFor, sendUntil: plannedFor, moved: [] };
}

const windowNames = { collection: 'cobrança', informative: 'avisos', marketing: 'marketing', always: 'sempre' } as const;

function movesInto({ sendsAt, holiday }: Opening, rule: Rule, plannedFor: number): Move[] {
  if (sendsAt === plannedFor) return [];
  if (holiday) return [move('holiday', plannedFor, sendsAt, `${dayAndMonth(holiday.date)} é feriado: ${holiday.name}`)];
  return [move('window', plannedFor, sendsAt, `fora da janela de ${windowNames[rule.window]}`)];
}

export function move(by: Move['by'], from: number, to: number, detail: string): Move {
  return { by, from: instantOf(from), to: instantOf(to), detail };
}
