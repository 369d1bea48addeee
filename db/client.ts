import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction or the pool itself: queries take either. */
export type Executor = Pick<Db, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | 'query'>;
/** The bare client, for the few statements written by hand. */
export type Sql = postgres.Sql;
/** The same inside a transaction that it began, or outside of one. */
export type SqlRunner = postgres.ISql;

export type DatabaseHandle = { db: Db; sql: Sql; close(): Promise<void> };

export type DatabaseOptions = {
  url: string;
  connections: number;
  /** What the pool calls itself in Postgres. */
  name: string;
  /** Settings of each connection beside those of the house. */
  session?: Record<string, string>;
};

/**
 * Opens a pool of `connections`. Statements that wait for a lock give up after ten seconds, so that a forgotten transaction cannot
 * stop the house.
 */
export function openDatabase({ url, connections, name, session = {} }: DatabaseOptions): DatabaseHandle {
  const sql = postgres(url, {
    max: connections,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: name, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000, TimeZone: 'UTC', ...session },
  });
  return { db: drizzle(preparing(sql), { schema, casing: 'snake_case' }), sql, close: () => sql.end({ timeout: 5 }) };
}

/** Statements with more parameters are written for one size of batch: hardly used twice, and dear to keep. */
const mostParametersPrepared = 60;

/**
 * Drizzle asks Postgres to plan each statement anew, in a round trip of its own. Here a statement is planned once per connection; the
 * large ones cost more to plan than to run.
 */
function preparing<C extends postgres.Sql | postgres.TransactionSql>(client: C): C {
  const unsafe: C['unsafe'] = (query, parameters = [], options = {}) =>
    client.unsafe(query, parameters, { ...options, prepare: parameters.length > 0 && parameters.length <= mostParametersPrepared });
  return new Proxy(client, {
    get(target, name) {
      if (name === 'unsafe') return unsafe;
      const method: unknown = Reflect.get(target, name);
      if ((name !== 'begin' && name !== 'savepoint') || typeof method !== 'function') return method;
      return (scope: (tx: postgres.TransactionSql) => Promise<unknown>) => method((tx: postgres.TransactionSql) => scope(preparing(tx)));
    },
  });
}
