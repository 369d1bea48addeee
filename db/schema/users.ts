import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Grant, Role } from '../../domain/permissions.ts';
import { instant } from '../columns.ts';

/** The sign-in library reads and writes these as dates. */
const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
const moments = { createdAt: moment().notNull(), updatedAt: moment().notNull() };

/** Staff. Rows are never deleted: the audit names them. */
export const users = pgTable(
  'users',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Lower case. */
    email: text().notNull(),
    emailVerified: boolean().notNull().default(false),
    role: text().$type<Role>().notNull(),
    grants: jsonb().$type<Grant[]>().notNull(),
    /** Null: all of them. */
    units: jsonb().$type<string[]>(),
    disabledAt: instant(),
    /** The password was made by somebody else: it opens nothing but the change of itself. */
    mustChangePassword: boolean().notNull(),
    twoFactorEnabled: boolean().notNull().default(false),
    lastSignInAt: instant(),
    ...moments,
  },
  (t) => [
    uniqueIndex('users_email').on(t.email),
    index('users_by_creation').on(t.createdAt, t.id),
    check('users_role', sql`${t.role} in ('viewer','operator','manager','administrator')`),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
  ],
);

/** How a person signs in. One row each, of the provider `credential`: a password, hashed. */
export const credentials = pgTable(
  'credentials',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text().notNull(),
    providerId: text().notNull(),
    password: text(),
    ...moments,
  },
  (t) => [uniqueIndex('credentials_once').on(t.userId, t.providerId)],
);

/** Who is signed in, and where. The cookie holds the token with a signature, so that this table alone opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text().notNull(),
    expiresAt: moment().notNull(),
    ipAddress: text(),
    userAgent: text(),
    ...moments,
  },
  (t) => [uniqueIndex('sessions_token').on(t.token), index('sessions_by_user').on(t.userId, t.createdAt)],
);

/** Short-lived secrets: password resets, second factors under way, trusted devices. */
export const verifications = pgTable(
  'verifications',
  { id: text().primaryKey(), identifier: text().notNull(), value: text().notNull(), expiresAt: moment().notNull(), ...moments },
  (t) => [index('verifications_by_identifier').on(t.identifier), index('verifications_by_expiry').on(t.expiresAt)],
);

/** The second factor of a person: secret and recovery codes, encrypted by the sign-in library. */
export const secondFactors = pgTable(
  'second_factors',
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    secret: text().notNull(),
    backupCodes: text().notNull(),
    verified: boolean().notNull().default(true),
    failedVerificationCount: integer().notNull().default(0),
    lockedUntil: moment(),
  },
  (t) => [uniqueIndex('second_factors_once').on(t.userId)],
);

/** Failed sign-ins in a row, by account (known or not: the answer must not tell) and by address. */
export const signInFailures = pgTable(
  'sign_in_failures',
  { key: text().primaryKey(), count: integer().notNull(), lastAt: instant().notNull() },
  (t) => [index('sign_in_failures_by_age').on(t.lastAt)],
);
