import { parse } from 'csv-parse/sync';
import type { LineFinding } from '../../domain/import-line.ts';
import { type FileLine, mostLineBytes } from './read-lines.ts';

/** One record of a file, with the line on which it starts. */
export type FileRecord<T> = { line: number; content: T } | { line: number; finding: LineFinding };

export type Delimiter = ';' | ',' | '\t';

/** The character that splits a header best, quoted parts aside. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = ([';', ',', '\t'] as const).map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** A quoted cell may go on over so many lines; then its quote was a slip, and only its first line is lost. */
const mostLinesOfRecord = 20;

/** The rows of a table after its header. Blank lines are passed over. */
export async function* readRows(lines: AsyncIterator<FileLine>, delimiter: Delimiter): AsyncGenerator<FileRecord<string[]>> {
  let waiting: FileLine[] = [];
  for (;;) {
    const line = waiting.shift() ?? (await nextOf(lines));
    if (line === null) return;
    if ('tooLong' in line) yield { line: line.number, finding: tooLong(line.tooLong) };
    else if (line.text.trim() !== '') {
      let cells = cellsOf(line.text, delimiter);
      const more: FileLine[] = [];
      for (let text = line.text; cells === null && more.length < mostLinesOfRecord; ) {
        const next = waiting.shift() ?? (await nextOf(lines));
        if (next === null) break;
        more.push(next);
        if ('tooLong' in next) break;
        text = `${text}\n${next.text}`;
        cells = cellsOf(text, delimiter);
      }
      if (cells === null) waiting = [...more, ...waiting];
      yield cells === null ? { line: line.number, finding: openQuote(line.text) } : { line: line.number, content: cells };
    }
  }
}

/** Null where a quote stays open. */
function cellsOf(text: string, delimiter: Delimiter): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  try {
    return parse(text, { delimiter, relax_quotes: true, relax_column_count: true })[0] ?? [];
  } catch {
    return null;
  }
}

/** The objects of an NDJSON file. Blank lines are passed over. */
export async function* readObjects(lines: AsyncIterator<FileLine>): AsyncGenerator<FileRecord<unknown>> {
  for (let line = await nextOf(lines); line !== null; line = await nextOf(lines)) {
    if ('tooLong' in line) yield { line: line.number, finding: tooLong(line.tooLong) };
    else if (line.text.trim() !== '') yield objectOf(line.number, line.text);
  }
}

function objectOf(line: number, text: string): FileRecord<unknown> {
  try {
    return { line, content: JSON.parse(text) };
  } catch {
    const message = 'a linha não é JSON; esperado: um objeto JSON por linha';
    return { line, finding: { severity: 'error', field: '', value: text, code: 'malformed-json', message } };
  }
}

export async function nextOf<T>(lines: AsyncIterator<T>): Promise<T | null> {
  const next = await lines.next();
  return next.done === true ? null : next.value;
}

function tooLong(bytes: number): LineFinding {
  const message = `a linha tem ${bytes} bytes; esperado: no máximo ${mostLineBytes}`;
  return { severity: 'error', field: '', value: '', code: 'line-too-long', message };
}

function openQuote(text: string): LineFinding {
  const message = 'há aspas que não fecham; esperado: aspas aos pares, "" dentro de um campo entre aspas';
  return { severity: 'error', field: '', value: text, code: 'quote-unclosed', message };
}
