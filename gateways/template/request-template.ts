import { type Charset, percentEncode } from '../charset.ts';

/** Values by the name of their placeholder: the seed's `d` number and `m` text, `id` our own id, and the service's credentials. */
export type PlaceholderValues = Readonly<Record<string, string>>;

const pattern = /\{([A-Za-z_]\w*)\}/g;

/** Names in braces, known or not, in order of appearance. A JSON body's own braces are followed by a quote and do not match. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(pattern)].map(([, name = '']) => name);
}

/**
 * Compiles a template: constants once, values as they come, each through `written`. What a value holds is never read as a
 * placeholder again. Names that `values` lacks stay as they are; the settings refuse them.
 */
export function compileTemplate(template: string, written: (value: string) => string): (values: PlaceholderValues) => string {
  const pieces: (string | { name: string; asWritten: string })[] = [];
  let end = 0;
  for (const match of template.matchAll(pattern)) {
    pieces.push(template.slice(end, match.index), { name: match[1] ?? '', asWritten: match[0] });
    end = match.index + match[0].length;
  }
  pieces.push(template.slice(end));
  return (values) =>
    pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        const value = values[piece.name];
        return value === undefined ? piece.asWritten : written(value);
      })
      .join('');
}

/** How a value must be written inside a body, by its Content-Type. */
export function bodyEscape(contentType: string, charset: Charset): (value: string) => string {
  if (/[/+]json\b/i.test(contentType)) return (value) => jsonEscape(value, charset);
  if (/x-www-form-urlencoded/i.test(contentType)) return (value) => percentEncode(value, charset);
  if (/[/+]xml\b/i.test(contentType)) return xmlEscape;
  return (value) => value;
}

/** Inside JSON quotes. Under Latin-1 everything beyond ASCII is written as `\uXXXX`, which every reader takes. */
function jsonEscape(value: string, charset: Charset): string {
  const escaped = JSON.stringify(value).slice(1, -1);
  if (charset === 'utf-8') return escaped;
  return escaped.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function xmlEscape(value: string): string {
  return value.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
