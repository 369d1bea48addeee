import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { SurveyInput, SurveyKind, SurveyResult, SurveyState } from '../../domain/survey.ts';
import { instant } from '../columns.ts';

/** A pass over every open charge: after a publication, for a simulation, for the forecast. */
export const surveys = pgTable(
  'surveys',
  {
    id: text().primaryKey(),
    kind: text().$type<SurveyKind>().notNull(),
    state: text().$type<SurveyState>().notNull(),
    input: jsonb().$type<SurveyInput>().notNull(),
    /** Open charges looked at, of so many when it began. */
    done: integer().notNull().default(0),
    total: integer(),
    /** Workflows that were told to wake earlier. */
    signalled: integer().notNull().default(0),
    /** The last charge of the page that is done: a pass that only tells workflows goes on from here. */
    after: text(),
    result: jsonb().$type<SurveyResult>(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    index('surveys_by_kind').on(t.kind, t.createdAt),
    check('surveys_kind', sql`${t.kind} in ('replan','simulation','forecast')`),
    check('surveys_state', sql`${t.state} in ('waiting','running','finished','cancelled')`),
  ],
);
