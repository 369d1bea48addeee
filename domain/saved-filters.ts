/** The lists whose filters a person may keep under a name. */
export const filteredLists = ['messages', 'charges', 'customers'] as const;
export type FilteredList = (typeof filteredLists)[number];

/** A filter as the query of its list takes it. */
export type SavedQuery = Record<string, string>;

/** Of one person in one list: enough to work with, few enough to be found again. */
export const mostSavedFilters = 30;

/** The parts of a query that look for one person or charge; the rest are choices that say nothing of anybody. */
const personalNames: ReadonlySet<string> = new Set(['phone', 'q', 'customerId', 'chargeId']);

/** Which parts of a filter look for somebody. */
export function personalParts(query: SavedQuery): string[] {
  return Object.keys(query).filter((name) => personalNames.has(name));
}

/** The filter without them. */
export function withoutPersonal(query: SavedQuery): SavedQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !personalNames.has(name)));
}
