import { type SQL, sql } from 'drizzle-orm';
import type { ExclusionReason } from '../../domain/audience.ts';
import type { Db, Executor } from '../client.ts';
import {
  isOneTextEach,
  mostCharactersOf,
  repeatedOnSharedSql,
  type SummaryInput,
  summaryByCustomerSql,
  summarySql,
  toldSql,
} from './audience-summary-sql.ts';

export type AudienceSummary = {
  count: number;
  excluded: Partial<Record<ExclusionReason, number>>;
  /** Of all texts together, and of the longest. */
  segments: number;
  mostCharacters: number;
  /** Customers with the longest texts, the longest first. */
  longest: string[];
};

type Row = Record<ExclusionReason, number> & { count: number; segments: number; characters: number; longest: string[] | null };

/**
 * How many texts a campaign would have, and who is left out and why. What depends on a text's wording to the letter (an unusual character
 * in a name) is settled when the audience is frozen. Phones of lists are not among them.
 */
export async function summarizeAudience(db: Db, { audiences, ...asked }: SummaryInput): Promise<AudienceSummary> {
  const input = { ...asked, audiences: audiences.filter(({ filter }) => filter.list === null) };
  // Without units there are no customers.
  if (input.audiences.length === 0 || input.text.house.length === 0)
    return { count: 0, excluded: {}, segments: 0, mostCharacters: 0, longest: [] };
  if (isOneTextEach(input)) return inTransaction(db, input, (tx) => read(tx, summarySql(input)));
  // A million texts are too many to look at one by one; by customer they are a tenth. What phones share is counted at the same time.
  const [byCustomer, repeated] = await Promise.all([
    inTransaction(db, input, (tx) => read(tx, summaryByCustomerSql(input))),
    inTransaction(db, input, (tx) => readRepeated(tx, input)),
  ]);
  if (byCustomer.mostCharacters > mostCharactersOf(input)) return inTransaction(db, input, (tx) => read(tx, summarySql(input)));
  if (repeated === 0) return byCustomer;
  const { count, excluded } = byCustomer;
  return { ...byCustomer, count: count - repeated, excluded: { ...excluded, duplicate: (excluded.duplicate ?? 0) + repeated } };
}

function inTransaction<T>(db: Db, input: SummaryInput, ask: (tx: Executor) => Promise<T>): Promise<T> {
  return db.transaction(
    async (tx) => {
      await prepareSummary(tx, input);
      return ask(tx);
    },
    { accessMode: 'read only' },
  );
}

const manyTexts = 50_000;

/**
 * Sets a transaction up for these statements: a million short rows are sorted and hashed where they are, not on disk. The planner takes
 * what is grouped for a few rows and looks each up; where it expects many texts, they are joined by hashing all, in one process.
 */
export async function prepareSummary(tx: Executor, input: SummaryInput): Promise<void> {
  await tx.execute(sql`set local work_mem = '128MB'`);
  if (isOneTextEach(input)) return;
  const [plan] = await tx.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`explain (format json) ${toldSql(input, null)}`,
  );
  if ((plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0) < manyTexts) return;
  await tx.execute(sql`set local enable_nestloop = off`);
  await tx.execute(sql`set local max_parallel_workers_per_gather = 0`);
}

async function readRepeated(tx: Executor, input: SummaryInput): Promise<number> {
  const [row] = await tx.execute<{ repeated: number }>(repeatedOnSharedSql(input));
  return row?.repeated ?? 0;
}

async function read(db: Executor, statement: SQL): Promise<AudienceSummary> {
  const [row] = await db.execute<Row>(statement);
  if (row === undefined) throw new Error('A count gave no row.');
  const { count, segments, characters, longest, ...excluded } = row;
  const some = Object.entries(excluded).filter(([, left]) => left > 0);
  return { count, excluded: Object.fromEntries(some), segments, mostCharacters: characters, longest: longest ?? [] };
}
