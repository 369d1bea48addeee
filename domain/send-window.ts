import { msOfDay } from './local-time.ts';
import type { WindowClass } from './states.ts';

export const windowDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'] as const;
export type WindowDay = (typeof windowDays)[number];

export const editableWindows = ['collection', 'informative', 'marketing'] as const satisfies readonly WindowClass[];
export type EditableWindow = (typeof editableWindows)[number];

/** Open hours of each class on each kind of day, `09:00-18:00`, in order; `[]` is closed. `24:00` ends a day. */
export type Windows = Record<EditableWindow, Record<WindowDay, string[]>>;

/** Part of the windows, as a change names them. */
type HoursOfDays = { [D in WindowDay]?: string[] | undefined };
export type WindowsChange = { [W in EditableWindow]?: HoursOfDays | undefined };

/** What a state has differently, by its two letters: a day that is named there replaces the day of the house. */
export type WindowsByState = Record<string, WindowsChange>;

/** Part of that, as a change names it; null takes a state or a class back to the hours of the house. */
export type WindowsByStateChange = Record<string, { [W in EditableWindow]?: HoursOfDays | null | undefined } | null | undefined>;

export type WindowProblem = { path: string; given: string; expected: string };

/** Safe for overdue notices in every state but RJ, ES and AM, which close earlier; the other classes are wider. */
export const defaultWindows: Windows = {
  collection: { ...everyDay(['09:00-18:00']), sat: ['10:00-13:00'], sun: [], holiday: [] },
  informative: everyDay(['08:00-21:00']),
  marketing: everyDay(['08:00-21:00']),
};

/** Windows with a change made to them. */
export function withHours(windows: Windows, change: WindowsChange | undefined): Windows {
  const changed = structuredClone(windows);
  for (const windowClass of editableWindows) {
    for (const day of windowDays) {
      const hours = change?.[windowClass]?.[day];
      if (hours !== undefined) changed[windowClass][day] = hours;
    }
  }
  return changed;
}

/** What states have differently, with a change made to it. */
export function withStateHours(byState: WindowsByState, change: WindowsByStateChange | undefined): WindowsByState {
  const states = Object.entries(change ?? {}).map(([state, given]): [string, WindowsChange] => {
    if (given === undefined) return [state, byState[state] ?? {}];
    if (given === null) return [state, {}];
    const classes = editableWindows.map((windowClass): [string, WindowsChange[EditableWindow]] => {
      const days = given[windowClass];
      return [windowClass, days === null ? undefined : { ...byState[state]?.[windowClass], ...days }];
    });
    return [state, Object.fromEntries(classes.filter(([, days]) => days !== undefined && Object.keys(days).length > 0))];
  });
  return Object.fromEntries(Object.entries({ ...byState, ...Object.fromEntries(states) }).filter(([, own]) => Object.keys(own).length > 0));
}

/** What is wrong with windows, or a change of them: unknown class or day, a malformed interval, one that ends before it starts, overlaps. */
export function windowProblems(windows: { [W in EditableWindow]?: HoursOfDays | null | undefined }): WindowProblem[] {
  return Object.entries(windows).flatMap(([windowClass, days]) => {
    if (!isOneOf(editableWindows, windowClass)) return [{ path: windowClass, given: windowClass, expected: editableWindows.join(', ') }];
    return Object.entries(days ?? {}).flatMap(([day, hours]) => {
      const path = `${windowClass}.${day}`;
      return isOneOf(windowDays, day) ? dayProblems(path, hours ?? []) : [{ path, given: day, expected: windowDays.join(', ') }];
    });
  });
}

function dayProblems(path: string, hours: readonly string[]): WindowProblem[] {
  let closedAt = 0;
  return hours.flatMap((given, index) => {
    const problem = (expected: string) => [{ path: `${path}.${index}`, given, expected }];
    if (!/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(given)) return problem('HH:MM-HH:MM, 00:00 to 24:00');
    const [from, to] = [msOfDay(given.slice(0, 5)), msOfDay(given.slice(6))];
    if (to <= from) return problem('an end after its start');
    if (from < closedAt) return problem('intervals in order that do not overlap');
    closedAt = to;
    return [];
  });
}

function everyDay(hours: string[]): Record<WindowDay, string[]> {
  const copy = () => [...hours];
  return { mon: copy(), tue: copy(), wed: copy(), thu: copy(), fri: copy(), sat: copy(), sun: copy(), holiday: copy() };
}

function isOneOf(list: readonly string[], text: string): boolean {
  return list.includes(text);
}
