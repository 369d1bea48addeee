import type { LineFinding } from '../../domain/import-line.ts';
import { invalidField, Problem } from '../problem.ts';
import { readLines } from './read-lines.ts';
import { delimiterOf, type FileRecord, nextOf, readObjects, readRows } from './read-records.ts';
import type { KindReader } from './readers.ts';

/** One line of the file as far as it could be read. */
export type ReadLine<T> = { line: number; record: T | null; findings: LineFinding[] };

export type OpenFile<T> = {
  ignoredColumns: string[];
  /** The file's own name of a field. */
  headerOf(field: string): string;
  lines: AsyncGenerator<ReadLine<T>>;
};

/**
 * Finds out what a file is (NDJSON or a table, and how it is split) from its first line, and reads it as it arrives.
 * @throws Problem for a file that is empty, or whose header lacks what is needed.
 */
export async function openFile<T>(
  body: AsyncIterable<Uint8Array>,
  contentType: string | null,
  reader: KindReader<T>,
): Promise<OpenFile<T>> {
  refuseForms(contentType);
  const lines = readLines(body);
  let first = await nextOf(lines);
  while (first !== null && 'text' in first && first.text.trim() === '') first = await nextOf(lines);
  if (first === null || 'tooLong' in first || first.text.includes('\0')) {
    const expected = {
      pt: 'CSV com cabeçalho, ou NDJSON, em UTF-8 ou ISO-8859-1',
      en: 'CSV with a header, or NDJSON, in UTF-8 or ISO-8859-1',
    };
    throw invalidField('body', '', { pt: 'arquivo vazio ou ilegível', en: 'file empty or unreadable' }, expected);
  }
  if (isJson(contentType, first.text)) {
    return { ignoredColumns: [], headerOf: (field) => field, lines: readJson(readObjects(startingWith(first, lines)), reader) };
  }
  const delimiter = delimiterOf(first.text);
  const header = first.text.split(delimiter).map((name) => name.replace(/^\s*"|"\s*$/g, ''));
  const table = reader.ofTable(header);
  return { ...table, lines: readTable(readRows(lines, delimiter), table) };
}

function isJson(contentType: string | null, firstLine: string): boolean {
  return /ndjson|jsonl|json-seq|application\/json/i.test(contentType ?? '') || firstLine.trimStart().startsWith('{');
}

function refuseForms(contentType: string | null): void {
  if (!/^multipart\//i.test(contentType ?? '')) return;
  throw new Problem(415, 'unsupported-media-type', {
    pt: 'Envie o arquivo como o próprio corpo (curl --data-binary @arquivo), não como formulário.',
    en: 'Send the file as the body itself (curl --data-binary @file), not as a form.',
  });
}

async function* startingWith<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function* readTable<T>(
  rows: AsyncGenerator<FileRecord<string[]>>,
  table: ReturnType<KindReader<T>['ofTable']>,
): AsyncGenerator<ReadLine<T>> {
  for await (const row of rows) {
    if ('finding' in row) {
      yield { line: row.line, record: null, findings: [row.finding] };
      continue;
    }
    const { record, findings } = table.read(row.content);
    yield { line: row.line, record, findings };
  }
}

async function* readJson<T>(objects: AsyncGenerator<FileRecord<unknown>>, reader: KindReader<T>): AsyncGenerator<ReadLine<T>> {
  for await (const object of objects) {
    if ('finding' in object) {
      yield { line: object.line, record: null, findings: [object.finding] };
      continue;
    }
    const reading = reader.ofJson(object.content);
    yield 'record' in reading
      ? { line: object.line, record: reading.record, findings: [] }
      : { line: object.line, record: null, findings: reading.findings };
  }
}
