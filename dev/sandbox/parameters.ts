import type { Parameters } from './dialects/dialect.ts';

/** E.164 of what a provider was given; unreadable numbers stay as they came. */
export function phoneOf(number: string): string {
  const digits = number.replace(/\D/g, '');
  if (/^55\d{10,11}$/.test(digits)) return `+${digits}`;
  return /^\d{10,11}$/.test(digits) ? `+55${digits}` : number.trim();
}

/** Query and body together; a body may be a form or JSON, whose flat fields count. */
export function parametersOf(query: string, body: string, json: unknown): Parameters {
  const fromBody =
    typeof json === 'object' && json !== null
      ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]))
      : parseForm(body);
  return { ...parseForm(query), ...fromBody };
}

/** Parameters of a query or form: percent-encoded UTF-8, or Latin-1 where the bytes are not UTF-8. */
function parseForm(encoded: string): Parameters {
  const parameters: Parameters = {};
  for (const pair of encoded.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    parameters[decode(name)] = decode(value);
  }
  return parameters;
}

function decode(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** The value of a JSON body; undefined when it is none. */
export function jsonOf(body: string): unknown {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
