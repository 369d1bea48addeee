import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, serialId } from '../columns.ts';

/** Only a hash of the key is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    hash: text().notNull(),
    /** First characters, to tell keys apart in a list. */
    prefix: text().notNull(),
    scopes: jsonb().$type<string[]>().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash)],
);

/** Answers to POSTs with an Idempotency-Key, written in the write's own transaction. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    caller: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** Null while the first request is running. */
    status: integer(),
    answer: jsonb(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caller, t.key] }), index('idempotency_keys_by_expiry').on(t.expiresAt)],
);

/** Who changed what, before and after. */
export const audit = pgTable(
  'audit',
  {
    id: serialId(),
    at: instant().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: text().notNull(),
    before: jsonb(),
    after: jsonb(),
  },
  (t) => [
    index('audit_by_entity').on(t.entity, t.entityId, t.id),
    index('audit_by_actor').on(t.actor, t.id),
    index('audit_by_time').on(t.at, t.id),
  ],
);
