/** The value of a JSON text, a leading byte-order mark ignored; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** What lies at a path such as `data.0.id`; undefined when nothing does. */
export function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }, json);
}

/** A string, number or boolean as text; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;
}

/** `scalarText` at a path, trimmed; null when there is none or it is empty. Providers write ids as numbers and as strings. */
export function textAt(json: unknown, path: string): string | null {
  return scalarText(valueAt(json, path))?.trim() || null;
}

/** The objects of an array at a path; an object alone counts as a list of one. */
export function listAt(json: unknown, path: string): unknown[] {
  const value = path === '' ? json : valueAt(json, path);
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? [value] : [];
}
