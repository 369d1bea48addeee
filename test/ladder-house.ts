import { afterEach } from 'vitest';
import { createPlanningActivities } from '../activities/planning.ts';
import type { Rule } from '../domain/rules.ts';
import { virtualClock } from './clock.ts';
import { openLadderRun } from './ladder-run.ts';
import { openTestProvider } from './provider.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

export type LadderHouse = Awaited<ReturnType<typeof openLadderHouse>>;

/** A provider with one customer, its workflows and a virtual clock: Monday 23 November 2026, 10:00 in Campo Grande. Closed after the test. */
export async function openLadderHouse({ answer, rules }: { answer?: Parameters<typeof openLadderRun>[2]; rules?: Rule[] } = {}) {
  const clock = virtualClock('2026-11-23T14:00:00.000Z');
  const provider = await openTestProvider({ clock, ...(rules && { rules }) });
  cleanUp.push(provider.close);
  const run = await openLadderRun(provider, clock, answer);
  cleanUp.push(run.close);
  await provider.customer('C-1');
  const planning = createPlanningActivities({ db: provider.db, clock, catalogue: provider.catalogue, ring: () => {} });
  const lines = () => run.sent.map(({ at, text }) => `${at.slice(0, 16)} ${text}`);
  return { clock, provider, run, planning, lines };
}
