/** What an integration last sent of a record: the fields it named, in the form it sent them. */
export type View = Readonly<Record<string, unknown>>;

/** Some fields of a record; one that is absent or undefined is not spoken of. */
export type Named<F> = { [K in keyof F]?: F[K] | undefined };

/** A record as the database holds it. `fields` may differ from `view` where staff changed something. */
export type StoredRecord<F> = { fields: F; view: View | null; sourceVersion: number | null };

export type SaveDecision<F> =
  | { kind: 'stale'; sourceVersion: number }
  /** `noted` is true when the integration's own view or version moved on, though nothing else did. */
  | { kind: 'unchanged'; noted: boolean; record: StoredRecord<F> }
  | { kind: 'changed'; record: StoredRecord<F> };

/**
 * The record after an integration spoke. A value stays as it is when the integration repeats itself, so what staff changed survives
 * until the integration sends something different from its own previous value.
 */
export function mergeView<F extends object>({
  current,
  previousView,
  nextView,
}: {
  current: F;
  previousView: View | null;
  nextView: Named<F>;
}): F {
  const merged = { ...current };
  for (const key in nextView) {
    const next = nextView[key];
    if (next === undefined) continue;
    const repeated = previousView !== null && Object.hasOwn(previousView, key) && sameValue(previousView[key], next);
    if (!repeated) merged[key] = next;
  }
  return merged;
}

/** What a write makes of a stored record. Staff set values; an integration also renews its view; a lower version is refused as stale. */
export function decideSave<F extends object>({
  stored,
  named,
  sourceVersion,
  source,
}: {
  stored: StoredRecord<F>;
  named: Named<F>;
  sourceVersion: number | null;
  source: 'integration' | 'staff';
}): SaveDecision<F> {
  if (sourceVersion !== null && stored.sourceVersion !== null && sourceVersion < stored.sourceVersion) {
    return { kind: 'stale', sourceVersion: stored.sourceVersion };
  }
  const fromIntegration = source === 'integration';
  const fields = mergeView({ current: stored.fields, previousView: fromIntegration ? stored.view : null, nextView: named });
  const view = fromIntegration ? { ...stored.view, ...spoken(named) } : stored.view;
  const record = { fields, view, sourceVersion: sourceVersion ?? stored.sourceVersion };
  if (!sameValue(fields, stored.fields)) return { kind: 'changed', record };
  const noted = record.sourceVersion !== stored.sourceVersion || !sameValue(view, stored.view);
  return { kind: 'unchanged', noted, record };
}

/** The fields that are spoken of. */
export function spoken(named: object): View {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** The fields in which two states of a record differ, each side with its own values. */
export function differences(before: object, after: object): { before: View; after: View } {
  const old = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(([key, value]) => !sameValue(old.get(key), value));
  return { before: Object.fromEntries(changed.map(([key]) => [key, old.get(key)])), after: Object.fromEntries(changed) };
}

/** Whether two JSON values say the same; the order of keys does not matter (jsonb does not keep it). */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
}
