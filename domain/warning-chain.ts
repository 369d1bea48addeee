import { type Anchor, plannedMoment } from './anchors.ts';
import { happenedAt, type Link, linkOf, noticeElsewhere } from './chain-link.ts';
import { blockEvents } from './chasing.ts';
import { joinDay } from './join-day.ts';
import { move } from './late.ts';
import { oncePerLine } from './line.ts';
import { dayMs } from './local-time.ts';
import type { Move, PlannedStep } from './plan.ts';
import { isBeforeOurTime, type Planning } from './planning.ts';
import type { Rule } from './rules.ts';
import { type StepWish, stepOf } from './step-plan.ts';
import { dayAndMonth } from './written-dates.ts';

/** The seed's numbers of the block's events. Another rule of an event is a repeat, unless the number is off; nothing counts from it. */
const numbers = { block_warning: 10, speed_reduction: 11, total_block: 12, cancellation: 13 } as const;

type Chain = {
  notice: Link;
  /** The last link that is not left out; the notice at first. */
  previous: Link;
  /** Nothing overtakes the link before it, nor runs before the charge is late on the strength of an earlier notice. */
  notBefore: number;
};

/**
 * Warning, reduction, block and cancellation of charges of one customer, for each charge its steps. None of the last three goes, or is
 * jumped, without the proven notice of its charge; each happens to a line once, over all its charges.
 */
export function chainSteps(plannings: readonly Planning[]): PlannedStep[][] {
  const [subject] = plannings;
  if (subject === undefined) return [];
  const { rules } = subject.facts;
  const planned = plannings.map((): PlannedStep[] => []);
  let chains = plannings.map(start);

  for (const event of blockEvents) {
    const ofEvent = rules.filter((rule) => rule.enabled && rule.event === event).sort((a, b) => a.number - b.number);
    const number = numbers[event];
    const own = ofEvent[0]?.number ?? number;
    const wishes = plannings.map((planning, index) =>
      ofEvent.map((rule) => wishOf(planning, chains[index] ?? start(planning), { rule, number })),
    );
    const single = plannings.map((planning, index) => (wishes[index] ?? []).map((wish) => stepOf(planning, wish)));
    const settled = ofEvent.reduce((steps, rule, place) => shared(plannings, steps, { rule, place, number, wishes }), single);
    chains = plannings.map((planning, index) => {
      const chain = chains[index] ?? start(planning);
      const link = linkOf(planning, { number, own }, settled[index]?.[0], wishes[index]?.[0]?.proof);
      return event === 'block_warning' ? afterWarning(planning, chain, link, own) : after(chain, link);
    });
    settled.forEach((steps, index) => {
      planned[index]?.push(...steps);
    });
  }
  return planned;
}

function start({ zone, effective }: Planning): Chain {
  const nowhere: Link = { at: zone.toInstant(effective, 0), proof: 'missing' };
  return { notice: nowhere, previous: nowhere, notBefore: Number.NEGATIVE_INFINITY };
}

/** The steps of one rule, seen together with those of the customer's other charges. */
function shared(
  plannings: readonly Planning[],
  steps: PlannedStep[][],
  { rule, place, number, wishes }: { rule: Rule; place: number; number: number; wishes: StepWish[][] },
): PlannedStep[][] {
  if (plannings.length === 1) return steps;
  const level = plannings.flatMap((planning, index) => {
    const step = steps[index]?.[place];
    const wish = wishes[index]?.[place];
    if (!step || !wish) return [];
    const doneAt = happenedAt(planning, { number, own: rule.number });
    return [
      {
        planning,
        step,
        doneAt,
        silent: (from: number) => stepOf(planning, { ...wish, moment: Math.max(wish.plannedFor, from), capped: false }),
      },
    ];
  });
  const together = number === numbers.block_warning || place > 0 ? joinDay(level, rule) : oncePerLine(level, rule);
  return steps.map((own, index) => own.map((step, at) => (at === place ? (together.get(plannings[index]) ?? step) : step)));
}

function wishOf(planning: Planning, chain: Chain, { rule, number }: { rule: Rule; number: number }): StepWish {
  if (number === numbers.block_warning) return wish(planning, rule, 'not-needed', ownMoment(planning, rule));
  const { notice, previous, notBefore } = chain;
  const proof = weaker(previous.proof, notice.proof);
  const lacks = notice.proof === 'proven' ? ('previous-not-done' as const) : ('warning-not-proven' as const);
  const reportedAt = planning.reported.get(number) ?? null;
  return { ...wish(planning, rule, proof, consequenceMoment(planning, rule, { notice, previous, notBefore })), lacks, reportedAt };
}

function consequenceMoment(planning: Planning, rule: Rule, { notice, previous, notBefore }: Chain): { at: number; moved: Move[] } {
  if (rule.anchor === null) return { at: Math.max(plannedMoment({ at: previous.at }, rule, planning.zone), notBefore), moved: [] };
  const own = ownMoment(planning, rule);
  const at = Math.max(own.at, notBefore, notice.proof === 'missing' ? own.at : notice.at);
  return { at, moved: at === own.at ? own.moved : [] };
}

/** Counted from the effective due date, or from first sight: says when the due date was no business day. */
function ownMoment({ facts, firstSeenAt, zone, effective }: Planning, rule: Rule): { at: number; moved: Move[] } {
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

/** The notice is our warning or one proven elsewhere, whichever proof is earlier; any proof beats a forecast. */
function afterWarning(planning: Planning, chain: Chain, link: Link | null, rule: number): Chain {
  const elsewhere = noticeElsewhere(planning, rule);
  const own = after(chain, link);
  if (elsewhere === null) return { ...own, notice: own.previous };
  const next = { ...own, notBefore: Math.max(own.notBefore, planning.zone.toInstant(planning.effective, dayMs)) };
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
