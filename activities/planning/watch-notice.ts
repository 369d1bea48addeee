import { recordShadowNotices } from '../../db/queries/shadow-notices.ts';
import { saveStep } from '../../db/queries/steps.ts';
import { composeNotice } from '../../domain/compose-notice.ts';
import { latest } from '../../domain/instants.ts';
import type { Ground, Text } from './decision.ts';
import { stepRowOf } from './step-row.ts';
import { cancelOwn } from './without-text.ts';

/**
 * The service only watches: what would have left is recorded, to whom and with which text, and nothing leaves. Where there would have been
 * no text, the record has no address: the ladder moves on. A step decided before the service began to watch is over.
 */
export async function watchNotice(ground: Ground, text: Text): Promise<void> {
  const { tx, catalogue, now } = ground;
  const [lead, ...mates] = text;
  const at = latest(lead.planned.sendsAt, now);
  const notice = composeNotice(lead.planned, lead.facts, catalogue, { at, mates: mates.map(({ facts }) => facts) });
  for (const { facts, planned, known } of text) {
    if (known !== null) {
      if (known.leadStepId === null) await cancelOwn(ground, known, 'service-shadow');
      await saveStep(tx, { ...stepRowOf(planned, facts, catalogue), state: 'skipped', reason: 'service-shadow', leadStepId: null }, now);
      continue;
    }
    const said = facts === lead.facts && notice.kind === 'ready' ? notice.texts : [{ address: '', text: '', segments: 0 }];
    await recordShadowNotices(
      tx,
      said.map(({ address, text: words, segments }) => ({
        chargeId: facts.charge.id,
        key: planned.key,
        rule: planned.rule,
        customerId: facts.customer.id,
        address,
        text: words,
        segments,
        plannedFor: planned.plannedFor,
        sendsAt: planned.sendsAt,
        recordedAt: now,
      })),
    );
  }
}
