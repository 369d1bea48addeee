import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Situation, seedRules, situation } from './fixtures/ladder.ts';
import { latest } from './instants.ts';
import { addDays, msOfDay, zoneOf } from './local-time.ts';
import type { PlanFacts, PlannedStep } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import type { Rule, RuleOffset } from './rules.ts';

const zones = ['America/Campo_Grande', 'America/Rio_Branco', 'America/Noronha', 'America/Manaus', 'America/New_York', 'Europe/Lisbon'];
const states = ['SP', 'RJ', 'MS', 'AC', 'PE', 'AM'];
const chain = [10, 11, 12, 13];
const runs = { numRuns: 400 };

const time = fc.constantFrom(null, '00:00', '02:30', '08:00', '09:00', '12:59', '18:00', '22:15');
const instant = fc.integer({ min: 0, max: 200 * 1440 }).map((minutes) => new Date(Date.UTC(2026, 9, 1) + minutes * 60_000).toISOString());

function offsetOf(rule: Rule): fc.Arbitrary<RuleOffset> {
  if (rule.number === 3) return fc.record({ days: fc.integer({ min: -10, max: -1 }) });
  if (rule.event === 'due') return fc.constant({ days: 0 });
  return fc.oneof(
    fc.record({ days: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ hours: fc.integer({ min: 0, max: 100 }) }),
    fc.constant({}),
  );
}

const rules: fc.Arbitrary<Rule[]> = fc.tuple(
  ...seedRules.map((rule) =>
    fc
      .record({
        offset: offsetOf(rule),
        time,
        enabled: fc.constantFrom(true, true, true, false),
        late: fc.constantFrom('send' as const, 'skip' as const),
        window: fc.constantFrom(rule.window, rule.window, 'always' as const),
        anchor: rule.number > 10 ? fc.constantFrom(null, null, 'due' as const) : fc.constant(null),
      })
      .map((change) => ({ ...rule, ...change })),
  ),
);

const facts: fc.Arbitrary<PlanFacts> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    state: fc.constantFrom(...states),
    unitState: fc.constantFrom(...states),
    rules,
    serviceOnSince: fc.option(instant),
    now: instant,
    payments: fc.array(fc.record({ id: fc.constantFrom('p1', 'p2'), learnedAt: instant, announce: fc.boolean(), reversed: fc.boolean() }), {
      maxLength: 1,
    }),
    charge: fc.record({
      status: fc.constantFrom('open' as const, 'open' as const, 'open' as const, 'paid' as const, 'removed' as const),
      dueDate: fc.integer({ min: 0, max: 200 }).map((days) => addDays('2026-10-01', days)),
      firstSeenAt: instant,
      announceCreated: fc.boolean(),
      noticeProvenAt: fc.option(instant, { freq: 4 }),
      resumedAt: fc.option(instant, { freq: 5 }),
    }),
  })
  .map((found: Situation) => situation(found));

const toGo = (steps: PlannedStep[]) => steps.filter(({ state }) => state === 'planned');

const isForProof = (reason: string | null) => reason === 'warning-not-proven' || reason === 'previous-not-done';

/** What is ahead, with its times. A step that shares the instant of the warning is held until that is proven, so states may differ. */
const ahead = (steps: PlannedStep[], but: PlannedStep) =>
  steps
    .filter(({ key, state, reason }) => key !== but.key && (state === 'planned' || isForProof(reason)))
    .map(({ key, plannedFor, sendsAt, sendUntil }) => ({ key, plannedFor, sendsAt, sendUntil }));

/** The plan after its next step went exactly when it was planned to. */
function afterNext(before: PlanFacts): { next: PlannedStep; facts: PlanFacts } | null {
  const [next] = toGo(planCharge(before));
  if (!next) return null;
  const { key, rule, plannedFor, sendsAt } = next;
  const history = [
    ...before.history.filter((step) => step.key !== key),
    { key, rule, state: 'sent' as const, reason: null, plannedFor, doneAt: sendsAt },
  ];
  return { next, facts: { ...before, history, now: latest(before.now, sendsAt) } };
}

test('no text goes outside its window, or after it', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const zone = zoneOf(given.timeZone);
      for (const step of toGo(planCharge(given))) {
        const rule = given.rules.find(({ number }) => number === step.rule);
        const at = Date.parse(step.sendsAt);
        const { date, msOfDay: passed } = zone.toLocal(at);
        const open = given.calendar
          .openings(rule?.window ?? 'collection', date)
          .some(({ from, to }) => msOfDay(from) <= passed && passed < msOfDay(to));
        expect(open, `${step.key} ${step.sendsAt}`).toBe(true);
        expect(step.sendUntil > step.sendsAt && step.sendUntil > given.now).toBe(true);
        if (step.rule === 4) expect(date).toBe(given.charge.dueDate);
      }
    }),
    runs,
  );
});

test('a charge that is paid or removed has nothing ahead but confirmations', () => {
  fc.assert(
    fc.property(facts, (given) => {
      if (given.charge.status === 'open') return;
      expect(toGo(planCharge(given)).every(({ event }) => event === 'paid' && given.charge.status === 'paid')).toBe(true);
    }),
    runs,
  );
});

test('every key is there once, and planning is a function of its facts', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const steps = planCharge(given);
      expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
      expect(planCharge(given)).toEqual(steps);
    }),
    runs,
  );
});

test('nothing that hangs on the warning goes without its proof', () => {
  fc.assert(
    fc.property(
      facts,
      fc.constantFrom('skipped' as const, 'unreachable' as const, 'suppressed' as const, 'before-our-time' as const),
      (given, state) => {
        const record = { key: `10:${given.charge.dueDate}`, rule: 10, state, reason: null, plannedFor: given.now, doneAt: null };
        const unproven = { ...given, charge: { ...given.charge, noticeProvenAt: null }, history: [record] };
        expect(toGo(planCharge(unproven)).filter(({ rule }) => rule > 10)).toEqual([]);
      },
    ),
    runs,
  );
});

test('warning, reduction, block and cancellation never overtake one another', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const inOrder = toGo(planCharge(given)).filter(({ rule }) => chain.includes(rule));
      expect(inOrder.map(({ rule }) => rule)).toEqual(inOrder.map(({ rule }) => rule).sort((a, b) => a - b));
    }),
    runs,
  );
});

test('forecast is reality: what went when planned leaves the rest of the plan as it was', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const warning = toGo(planCharge(given)).find(({ rule }) => rule === 10);
      fc.pre(given.charge.noticeProvenAt === null || !warning || warning.sendsAt >= given.charge.noticeProvenAt); // no proof from the future
      let current = given;
      for (;;) {
        const went = afterNext(current);
        if (!went) return;
        expect(ahead(planCharge(went.facts), went.next)).toEqual(ahead(planCharge(current), went.next));
        current = went.facts;
      }
    }),
    runs,
  );
});
