/**
 * Reads the named parameters of an address as texts; what is empty or unknown is left out, so that a link stays short, and so is a day
 * (`de`, `ate`) that there is not: an address may have been typed.
 */
export function texts<const Names extends readonly string[]>(names: Names) {
  type Texts = { [Name in Names[number]]?: string | undefined };
  return (search: Record<string, unknown>): Texts => {
    const found: Texts = {};
    for (const name of names as readonly Names[number][]) {
      const value = search[name];
      if (typeof value === 'string' && value !== '' && (!days.has(name) || isDay(value))) found[name] = value;
    }
    return found;
  };
}

const days: ReadonlySet<string> = new Set(['de', 'ate']);

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${text}T`);
}

/** `?telefone=67999` is a text, not a number: the router's own reading as JSON would lose zeros and signs. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : []));
  const text = new URLSearchParams(kept).toString();
  return text === '' ? '' : `?${text}`;
}

/** The value when it is one of a closed list. */
export function oneOf<Value extends string>(list: readonly Value[], text: string | undefined): Value | undefined {
  return list.find((value) => value === text);
}
