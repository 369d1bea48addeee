import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, serialId } from '../columns.ts';

/** What Temporal has still to hear, written in the transaction of the fact itself. */
export const outbox = pgTable(
  'outbox',
  {
    id: serialId(),
    kind: text().$type<'charge' | 'gateway' | 'webhook' | 'survey' | 'campaign'>().notNull(),
    /** The id of the charge, gateway, webhook, survey or campaign. */
    target: text().notNull(),
    availableAt: instant().notNull(),
    leasedUntil: instant(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    createdAt: instant().notNull(),
  },
  (t) => [index('outbox_due').on(t.availableAt, t.id)],
);
