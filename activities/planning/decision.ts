import type { Executor } from '../../db/client.ts';
import type { Instant } from '../../domain/instants.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import type { Catalogue, ChargeFacts, StepFacts } from '../../domain/plan-facts.ts';
import type { NextStep } from './next-step.ts';

/** `next`: what comes after the step, when the decision saw it; otherwise the workflow asks. */
export type Decision = { next: NextStep | null };

/** `dueOn`: the gateways that have a text of this step to send at once. */
export type Decided = Decision & { dueOn: readonly string[] };

export const askAgain: Decided = { next: null, dueOn: [] };

/** The transaction of a decision, and what it knows. */
export type Ground = { tx: Executor; catalogue: Catalogue; now: Instant };

/** One charge's part in a decision; `known`: the step as it was decided before. */
export type Part = { facts: ChargeFacts; planned: PlannedStep; known: StepFacts | null };

/** The charges of one text, the leading one first. */
export type Text = readonly [Part, ...Part[]];
