import { composeNotice } from './compose-notice.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { zoneOf } from './local-time.ts';
import type { PlannedStep } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import { type Catalogue, type ChargeFacts, ladderOf, timeZoneOf, toPlanFacts } from './plan-facts.ts';

/** One step that has a text ahead, and what that text costs; nothing is charged for one that nobody can get. */
export type TextAhead = {
  key: string;
  rule: number;
  event: PlannedStep['event'];
  sendsAt: Instant;
  /** Local to the customer. */
  date: IsoDate;
  templateId: string;
  texts: number;
  segments: number;
  /** Ten-thousandths of a real. */
  cost: number;
};

/**
 * The texts of a charge until an instant, as the planner sees them now. `known`: the same charge's texts by another catalogue; what is
 * the same there is not rendered twice. A text that another charge of the customer leads is counted there.
 */
export function textsAhead(
  facts: ChargeFacts,
  catalogue: Catalogue,
  { now, until, known = [] }: { now: Instant; until: Instant; known?: readonly TextAhead[] },
): TextAhead[] {
  const templates = new Map((ladderOf(facts, catalogue)?.rules ?? []).map(({ number, templateId }) => [number, templateId]));
  const zone = zoneOf(timeZoneOf(facts, catalogue));
  return planCharge(toPlanFacts(facts, catalogue, now))
    .filter(
      ({ state, sendsAt, together: [lead] }) => state === 'planned' && sendsAt <= until && (lead ?? facts.charge.id) === facts.charge.id,
    )
    .map((step) => {
      const templateId = templates.get(step.rule) ?? '';
      const same = known.find((text) => text.key === step.key && text.sendsAt === step.sendsAt && text.templateId === templateId);
      if (same) return same;
      const { key, rule, event, sendsAt } = step;
      return { key, rule, event, sendsAt, date: zone.toLocal(epochMs(sendsAt)).date, templateId, ...sizeOf(step, facts, catalogue) };
    });
}

function sizeOf(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue): Pick<TextAhead, 'texts' | 'segments' | 'cost'> {
  const notice = composeNotice(step, facts, catalogue, { at: step.sendsAt });
  if (notice.kind !== 'ready') return { texts: 0, segments: 0, cost: 0 };
  return {
    texts: notice.texts.length,
    segments: notice.texts.reduce((sum, { segments }) => sum + segments, 0),
    cost: notice.texts.reduce((sum, { cost }) => sum + Math.round(Number(cost) * 10_000), 0),
  };
}
