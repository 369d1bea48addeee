import type { SavedQuery } from '../../domain/saved-filters.ts';
import { sameValue } from '../../domain/source-view.ts';

const dates: ReadonlySet<string> = new Set(['from', 'to', 'dueFrom', 'dueTo', 'updatedSince']);

/** A filter for any time. */
export function withoutPeriod(query: SavedQuery): SavedQuery {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !dates.has(name)));
}

/** Whether somebody has to choose: the filter has a period, and something beside it. */
export function hasPeriodToLeave(query: SavedQuery): boolean {
  const rest = Object.keys(withoutPeriod(query)).length;
  return rest > 0 && rest < Object.keys(query).length;
}

/** Whether a saved filter is what a page shows, perhaps of some days only. */
export function isShown(saved: SavedQuery, query: SavedQuery): boolean {
  return sameValue(saved, query) || sameValue(saved, withoutPeriod(query));
}
