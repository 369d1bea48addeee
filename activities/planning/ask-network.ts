import { pushEvent } from '../../db/queries/events-out.ts';
import { saveStep } from '../../db/queries/steps.ts';
import { addMs } from '../../domain/instants.ts';
import { stepIdOf } from '../../domain/step-id.ts';
import type { Ground, Text } from './decision.ts';
import { clearHeld } from './held-alert.ts';
import { stepRowOf } from './step-row.ts';
import { cancelOwn } from './without-text.ts';

const hourMs = 3_600_000;

/**
 * Asks the network system to do what the step is about, once for the lines of all charges that share it: its text follows the answer. The
 * step is looked at again when the time to answer has run out.
 */
export async function askNetwork(ground: Ground, text: Text): Promise<void> {
  const { tx, catalogue, now } = ground;
  const [lead, ...mates] = text;
  const lookAt = addMs(now, catalogue.policy.actionHours * hourMs);
  const asked = { state: 'waiting' as const, reason: 'action-requested', lookAt };
  const { facts, planned } = lead;
  const row = { ...stepRowOf(planned, facts, catalogue), ...asked, leadStepId: null };
  const id = await saveStep(tx, { ...row, actionState: 'requested', actionRequestedAt: now }, now);
  for (const mate of mates) {
    await saveStep(tx, { ...stepRowOf(mate.planned, mate.facts, catalogue), ...asked, leadStepId: id }, now);
  }
  for (const part of text) {
    if (part.known?.leadStepId === null) await cancelOwn(ground, part.known, 'action-requested');
    if (part.known?.state === 'held') await clearHeld(ground, { facts: part.facts, step: part.planned });
  }
  const chargeId = facts.charge.id;
  const data = {
    stepId: stepIdOf({ chargeId, key: planned.key, id }),
    chargeId,
    customerId: facts.customer.id,
    accessIds: linesOf(text),
    number: planned.rule,
    requestedAt: now,
  };
  await pushEvent(tx, { type: 'charge.milestone', data, now });
}

/** Null: all lines of the customer. */
function linesOf(text: Text): string[] | null {
  const lines = text.map(({ facts }) => facts.charge.accessIds);
  return lines.some((ids) => ids === null) ? null : [...new Set(lines.flatMap((ids) => ids ?? []))];
}
