import { bigint, customType } from 'drizzle-orm/pg-core';
import type { Instant } from '../domain/instants.ts';

/** A moment as ISO 8601 text in UTC; milliseconds are enough for everything but the pacer's slots. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** Identity of rows that we number ourselves. Short enough for providers that take an id of at most 15 characters. */
export const serialId = () => bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey();

export const rowTimes = {
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
};

/** What an integration last sent, so that a value changed by staff survives until the integration sends another. */
export type SourceView = Record<string, unknown>;
