/** Reads the named parameters of an address as texts; what is empty or unknown is left out, so that a link stays short. */
export function texts<const Names extends readonly string[]>(names: Names) {
  type Texts = { [Name in Names[number]]?: string | undefined };
  return (search: Record<string, unknown>): Texts => {
    const found: Texts = {};
    for (const name of names as readonly Names[number][]) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') found[name] = value;
    }
    return found;
  };
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
