import { type Anchor, plannedMoment } from './anchors.ts';
import { effectiveDueDate } from './business-day.ts';
import { epochMs } from './instants.ts';
import { move } from './late.ts';
import { dayAndMonth, dayMs } from './local-time.ts';
import type { Move, PlannedStep } from './plan.ts';
import type { Rule } from './rules.ts';
import type { RuleEvent } from './states.ts';
import { isBeforeOurTime, type Planning, type StepWish, stepOf } from './step-plan.ts';

/** The order of the block: each counts from the one before. A second rule of an event is a repeat; nothing counts from it. */
const order = [
  { event: 'block_warning', number: 10 },
  { event: 'speed_reduction', number: 11 },
  { event: 'total_block', number: 12 },
  { event: 'cancellation', number: 13 },
] as const satisfies readonly { event: RuleEvent; number: number }[];

/** When a link of the chain happened (`proven`), will as far as we know (`forecast`), or would have (`missing`). */
type Link = { at: number; proof: 'proven' | 'forecast' | 'missing' };

type Chain = {
  /** First business day on or after the printed due date. */
  effective: string;
  notice: Link;
  /** The last link that is not left out; the notice at first. */
  previous: Link;
  /** Nothing overtakes the link before it, nor runs before the charge is late on the strength of an earlier notice. */
  notBefore: number;
};

/** Warning, reduction, block and cancellation of a charge. None of the last three goes, or is jumped, without the proven notice. */
export function chainSteps(planning: Planning): PlannedStep[] {
  const { charge, calendar, rules } = planning.facts;
  const effective = effectiveDueDate(charge.dueDate, calendar);
  const nowhere: Link = { at: planning.zone.toInstant(effective, 0), proof: 'missing' };
  let chain: Chain = { effective, notice: nowhere, previous: nowhere, notBefore: Number.NEGATIVE_INFINITY };

  return order.flatMap(({ event, number }) => {
    const ofEvent = rules.filter((rule) => rule.enabled && rule.event === event).sort((a, b) => a.number - b.number);
    const wishes = ofEvent.map((rule) => (event === 'block_warning' ? warning : consequence)(planning, chain, rule));
    const steps = wishes.map((each) => stepOf(planning, each));
    const link = linkOf(planning, `${ofEvent[0]?.number ?? number}:${charge.dueDate}`, steps[0], wishes[0]);
    chain = event === 'block_warning' ? afterWarning(planning, chain, link) : after(chain, link);
    return steps;
  });
}

function warning(planning: Planning, { effective }: Chain, rule: Rule): StepWish {
  return wish(planning, rule, 'not-needed', ownMoment(planning, effective, rule));
}

function consequence(planning: Planning, { effective, notice, previous, notBefore }: Chain, rule: Rule): StepWish {
  if (rule.anchor === null) {
    const at = plannedMoment({ at: previous.at }, rule, planning.zone);
    return wish(planning, rule, weaker(previous.proof, notice.proof), { at: Math.max(at, notBefore), moved: [] });
  }
  const own = ownMoment(planning, effective, rule);
  const at = Math.max(own.at, notBefore, notice.proof === 'missing' ? own.at : notice.at);
  return wish(planning, rule, notice.proof, { at, moved: at === own.at ? own.moved : [] });
}

/** Counted from the effective due date, or from first sight: says when the due date was no business day. */
function ownMoment({ facts, firstSeenAt, zone }: Planning, effective: string, rule: Rule): { at: number; moved: Move[] } {
  const moment = (anchor: Anchor) => plannedMoment(anchor, rule, zone);
  if (rule.anchor === 'created') return { at: moment({ at: firstSeenAt }), moved: [] };
  const { dueDate } = facts.charge;
  const at = moment({ date: effective });
  if (effective === dueDate) return { at, moved: [] };
  const detail = `vencimento ${dayAndMonth(dueDate)} não é dia útil: conta a partir de ${dayAndMonth(effective)}`;
  return { at, moved: [move('business-day', moment({ date: dueDate }), at, detail)] };
}

function wish(planning: Planning, rule: Rule, proof: StepWish['proof'], { at, moved }: { at: number; moved: Move[] }): StepWish {
  const key = `${rule.number}:${planning.facts.charge.dueDate}`;
  return { key, rule, plannedFor: at, beforeOurTime: isBeforeOurTime(planning, at), proof, moved };
}

function linkOf({ history }: Planning, key: string, step: PlannedStep | undefined, asked: StepWish | undefined): Link | null {
  const doneAt = history.get(key)?.doneAt ?? null;
  if (doneAt !== null) return { at: epochMs(doneAt), proof: 'proven' };
  if (!step) return null;
  const waitsForProof = step.state === 'held' && asked?.proof === 'forecast';
  const mayCome = step.state === 'planned' || step.state === 'waiting' || waitsForProof;
  return { at: epochMs(step.sendsAt), proof: mayCome ? 'forecast' : 'missing' };
}

/** The notice is our warning or one proven elsewhere, whichever proof is earlier; any proof beats a forecast. */
function afterWarning(planning: Planning, chain: Chain, link: Link | null): Chain {
  const { noticeProvenAt } = planning.facts.charge;
  const own = after(chain, link);
  if (noticeProvenAt === null) return { ...own, notice: own.previous };
  const late = planning.zone.toInstant(chain.effective, dayMs);
  const next = { ...own, notBefore: Math.max(own.notBefore, late) };
  const elsewhere = epochMs(noticeProvenAt);
  if (link?.proof === 'proven' && link.at <= elsewhere) return { ...next, notice: link };
  const notice: Link = { at: elsewhere, proof: 'proven' };
  return { ...next, notice, previous: notice };
}

function after(chain: Chain, link: Link | null): Chain {
  if (!link) return chain;
  return { ...chain, previous: link, notBefore: link.proof === 'missing' ? chain.notBefore : Math.max(chain.notBefore, link.at) };
}

function weaker(a: Link['proof'], b: Link['proof']): Link['proof'] {
  if (a === 'missing' || b === 'missing') return 'missing';
  return a === 'forecast' || b === 'forecast' ? 'forecast' : 'proven';
}
