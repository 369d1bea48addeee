import type { Context } from 'hono';
import type { IsoDate } from '../domain/instants.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { fullDate, timeOfDay } from '../domain/written-dates.ts';

/** `br`: semicolons, decimal comma, dd/mm/aaaa and words, for a spreadsheet here. `iso`: commas, ISO forms and codes, for programs. */
export type CsvForm = 'br' | 'iso';

/** A moment is shown in the zone of whom it is about; a code is said in words to people. */
export type Cell =
  | string
  | number
  | null
  | { date: IsoDate }
  | { at: Instant; timeZone: string }
  | { decimal: string }
  | { code: string; said: string };

/** The first characters of a file: they tell a spreadsheet that it is UTF-8. */
export const byteOrderMark = '\uFEFF';

/** One line of a table, with its end. */
export function csvRow(cells: readonly Cell[], form: CsvForm): string {
  const separator = form === 'iso' ? ',' : ';';
  return `${cells.map((cell) => quoted(textOf(cell, form), separator)).join(separator)}\r\n`;
}

/**
 * Answers a table while it is read, so that none is held whole in memory. Reading waits for whoever takes it and stops when they leave;
 * where it fails the download breaks off, so that a part is never taken for the whole.
 */
export function answerCsv(c: Context, { name, ...table }: { name: string } & Table): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  return c.body(pulled(written(table)));
}

type Table = { form: CsvForm; headers: readonly string[]; pages: AsyncIterable<readonly (readonly Cell[])[]> };

async function* written({ form, headers, pages }: Table): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder();
  yield bytes.encode(byteOrderMark + csvRow(headers, form));
  for await (const rows of pages) yield bytes.encode(rows.map((row) => csvRow(row, form)).join(''));
}

/** Each chunk is made when it is asked for. */
function pulled(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function textOf(cell: Cell, form: CsvForm): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return form === 'br' ? String(cell).replace('.', ',') : String(cell);
  if ('code' in cell) return form === 'br' ? cell.said : cell.code;
  if ('decimal' in cell) return form === 'br' ? cell.decimal.replace('.', ',') : cell.decimal;
  if ('date' in cell) return form === 'br' ? fullDate(cell.date) : cell.date;
  if (form === 'iso') return cell.at;
  const { date, msOfDay } = zoneOf(cell.timeZone).toLocal(epochMs(cell.at));
  return `${fullDate(date)} ${timeOfDay(msOfDay)}`;
}

/** A spreadsheet would run a cell that begins like a formula; what a lead typed as a name must not. Numbers and phones, masked ones too, have signs. */
function quoted(text: string, separator: string): string {
  const safe = text.replace(/^\s*(?:[=@]|[-+](?![\d.,*]+$))/u, "'$&");
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
