import type { FieldProblem } from './fields.ts';
import { foldedWord, type Reader } from './import-values.ts';

/** What an import says of one field of one line. An error refuses the line, a warning does not. */
export type LineFinding = { severity: 'error' | 'warning'; field: string; value: string; code: string; message: string };

/** The names under which a file may bring each field, as `foldedWord` writes them. */
export type ColumnNames<F extends string> = Readonly<Record<F, readonly string[]>>;

export type Column = { index: number; header: string };

export type Header<F extends string> = { columns: ReadonlyMap<F, Column>; ignored: string[]; repeated: string[] };

/** Finds the fields among the headers of a file; what is unknown is passed over, and listed. */
export function readHeader<F extends string>(headers: readonly string[], names: ColumnNames<F>): Header<F> {
  const columns = new Map<F, Column>();
  const ignored: string[] = [];
  const repeated: string[] = [];
  for (const [index, header] of headers.entries()) {
    const field = fieldNamed(foldedWord(header), names);
    if (field === null) ignored.push(header);
    else if (columns.has(field)) repeated.push(header);
    else columns.set(field, { index, header });
  }
  return { columns, ignored: ignored.filter((header) => header.trim() !== ''), repeated };
}

function fieldNamed<F extends string>(word: string, names: ColumnNames<F>): F | null {
  for (const field in names) if (names[field].includes(word)) return field;
  return null;
}

/** One line of a table, read field by field; collects what is wrong with it. */
export class TableLine<F extends string> {
  readonly findings: LineFinding[] = [];
  private readonly columns: ReadonlyMap<F, Column>;
  private readonly cells: readonly string[];

  constructor(columns: ReadonlyMap<F, Column>, cells: readonly string[]) {
    this.columns = columns;
    this.cells = cells;
  }

  /** Whether the file has such a column at all: one that it lacks says nothing of the field. */
  has(field: F): boolean {
    return this.columns.has(field);
  }

  text(field: F): string {
    return this.cells[this.columns.get(field)?.index ?? -1]?.trim() ?? '';
  }

  /** The field's value; null where the cell is empty or wrong, the latter with an error (or a warning, and the line is kept). */
  take<T>(field: F, read: Reader<T>, severity: LineFinding['severity'] = 'error'): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const reading = read(text, this.columns.get(field)?.header ?? '');
    if (reading.ok) return reading.value;
    this.note({ severity, field, value: text, code: reading.code, message: reading.message });
    return null;
  }

  /** The same for what must be there. */
  must<T>(field: F, read: Reader<T>, expected: string): T | null {
    if (this.text(field) !== '') return this.take(field, read);
    this.note({ severity: 'error', field, value: '', code: 'required', message: `está vazio; esperado: ${expected}` });
    return null;
  }

  note(finding: LineFinding): void {
    this.findings.push(finding);
  }

  get refused(): boolean {
    return this.findings.some(({ severity }) => severity === 'error');
  }
}

/** A problem of a field as an import tells it. */
export function findingOf({ path, given, code, message, expected }: FieldProblem, severity: LineFinding['severity']): LineFinding {
  return { severity, field: path, value: given, code, message: `${message.pt}; esperado: ${expected.pt}` };
}
