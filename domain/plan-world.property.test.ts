import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ladder, ownRule, type Situation, seedRules, situation } from './fixtures/ladder.ts';
import { epochMs, latest } from './instants.ts';
import { addDays, zoneOf } from './local-time.ts';
import type { ChargeLadder, PlanFacts, PlanHold, PlannedStep } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import type { Rule } from './rules.ts';

/** A customer with one to three open charges, holds, exemptions, choices by hand and any ladder: what their plans promise. */
const instant = fc
  .integer({ min: 0, max: 120 * 96 })
  .map((quarters) => new Date(Date.UTC(2026, 10, 1, 12) + quarters * 900_000).toISOString());
const dueDate = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-11-20', days));
const time = fc.constantFrom('08:00', '09:00', '09:00', '14:30', '19:00');
const firstSeenAt = '2026-11-02T14:00:00.000Z';

const hold = (id: string): fc.Arbitrary<PlanHold> =>
  fc
    .record({
      kind: fc.constantFrom('promise' as const, 'outage' as const, 'contested' as const),
      from: instant,
      hours: fc.option(fc.integer({ min: 1, max: 400 }), { freq: 5 }),
      releaseOverHours: fc.option(fc.constantFrom(2, 24), { freq: 3 }),
    })
    .map(({ hours, from, ...rest }) => ({
      ...rest,
      id,
      from,
      until: hours === null ? null : new Date(epochMs(from) + hours * 3_600_000).toISOString(),
      released: false,
    }));

const own = (number: number): fc.Arbitrary<Rule> =>
  fc
    .record({
      offset: fc.record({ days: fc.integer({ min: -6, max: 12 }) }),
      time,
      late: fc.constantFrom('send' as const, 'skip' as const, 'merge' as const),
      window: fc.constantFrom('informative' as const, 'collection' as const),
      validityHours: fc.option(fc.constantFrom(4, 30), { freq: 3 }),
      grouping: fc.boolean(),
    })
    .map((change) => ownRule(number, change));

const rules: fc.Arbitrary<Rule[]> = fc
  .tuple(
    fc.tuple(
      ...seedRules.map((rule) =>
        fc
          .record({ time: rule.time === null ? fc.constant(null) : time, enabled: fc.constantFrom(true, true, true, false) })
          .map((change) => ({ ...rule, ...change })),
      ),
    ),
    fc.tuple(own(20), own(21), own(22)),
  )
  .map(([seed, others]) => [...seed, ...others]);

const charge = (id: string): fc.Arbitrary<ChargeLadder> =>
  fc
    .record({
      dueDate,
      accessIds: fc.constantFrom<string[] | null>(null, ['a'], ['b'], ['a', 'b']),
      resumedAt: fc.option(instant, { freq: 6 }),
      noticeProvenAt: fc.option(instant, { freq: 6 }),
      holds: fc.array(hold(`of-${id}`), { maxLength: 1 }),
      exempt: fc.option(fc.constantFrom('chasing' as const, 'blocking' as const), { freq: 5 }),
      skipped: fc.option(fc.constantFrom(3, 10, 20), { freq: 5 }),
    })
    .map(({ holds, exempt, skipped, noticeProvenAt, ...fields }) =>
      ladder(
        { id, firstSeenAt, noticeProvenAt: null, ...fields },
        {
          holds,
          exemptions: exempt === null ? [] : [{ exemptFrom: exempt, from: firstSeenAt, until: '2027-01-20T12:00:00.000Z' }],
          overrides: skipped === null ? [] : [{ key: `${skipped}:${fields.dueDate}`, at: null }],
          proofs: noticeProvenAt === null ? [] : [{ number: 10, at: noticeProvenAt }],
        },
      ),
    );

type World = { facts: PlanFacts; charges: ChargeLadder[] };

const world: fc.Arbitrary<World> = fc
  .record({
    charges: fc.tuple(charge('c1'), fc.option(charge('c2'), { freq: 2 }), fc.option(charge('c3'), { freq: 2 })),
    holds: fc.array(hold('of-all'), { maxLength: 1 }),
    rules,
    now: instant,
    grouping: fc.boolean(),
    collectionPerCharge: fc.constantFrom(0, 1, 1, 2),
    timeZone: fc.constantFrom('America/Campo_Grande', 'America/Rio_Branco', 'America/Noronha'),
  })
  .map(({ charges: found, holds, grouping, collectionPerCharge, ...facts }) => {
    const policy = { grouping, collectionPerCharge, promiseReminder: { time: '10:00', templateId: 't' } };
    const charges = found.filter((each) => each !== null).map((each) => ({ ...each, holds: [...holds, ...each.holds] }));
    return { facts: situation({ ...facts, policy, lines: ['a', 'b'] } satisfies Situation), charges };
  });

/** The plan of one charge as the planner is asked: with the others of its customer. */
function planOf({ facts, charges }: World, id: string): PlannedStep[] {
  const [mine, ...rest] = [...charges].sort((a, b) => Number(b.charge.id === id) - Number(a.charge.id === id));
  return planCharge({ ...facts, ...mine, others: rest });
}

/** The earliest text of all charges. */
function nextText(plans: { id: string; steps: PlannedStep[] }[]): { id: string; step: PlannedStep } | null {
  const [first, ...rest] = plans.flatMap(({ id, steps }) => steps.filter(({ state }) => state === 'planned').map((step) => ({ id, step })));
  if (!first) return null;
  return rest.reduce(
    (a, b) => (b.step.sendsAt < a.step.sendsAt || (b.step.sendsAt === a.step.sendsAt && b.step.rule < a.step.rule) ? b : a),
    first,
  );
}

/** What happens when every text goes at its hour and everything over is written down: the log of texts, and the world after each. */
function live(start: World): { log: { id: string; step: PlannedStep; at: string }[]; worlds: World[] } {
  const log: { id: string; step: PlannedStep; at: string }[] = [];
  const worlds = [start];
  let current = start;
  for (let turn = 0; turn < 200; turn++) {
    const plans = current.charges.map(({ charge: { id } }) => ({ id, steps: planOf(current, id) }));
    const next = nextText(plans);
    if (next === null) return { log, worlds };
    const now = latest(current.facts.now, next.step.sendsAt);
    const together = next.step.together.length > 0 ? next.step.together : [next.id];
    const going = together.flatMap((id) => {
      const steps = plans.find((plan) => plan.id === id)?.steps ?? [];
      const step =
        id === next.id ? next.step : steps.find(({ rule, together: shared }) => rule === next.step.rule && shared.includes(next.id));
      return step ? [{ id, step }] : [];
    });
    log.push(...going.map((each) => ({ ...each, at: now })));
    current = {
      facts: { ...current.facts, now },
      charges: current.charges.map((each) => {
        const steps = plans.find(({ id }) => id === each.charge.id)?.steps ?? [];
        const gone = going.filter(({ id }) => id === each.charge.id).map(({ step }) => recordOf(step, 'sent', step.sendsAt));
        const over = steps
          .filter(
            ({ key, state, reason, sendsAt }) =>
              state === 'skipped' && reason !== 'line-ahead' && sendsAt <= now && !each.history.some((record) => record.key === key),
          )
          .map((step) => recordOf(step, 'skipped', step.reason === 'line-already' ? step.sendsAt : null));
        return { ...each, history: [...each.history, ...gone, ...over] };
      }),
    };
    worlds.push(current);
  }
  throw new Error('the ladder never ends');
}

function recordOf({ key, rule, reason, plannedFor }: PlannedStep, state: 'sent' | 'skipped', doneAt: string | null) {
  return { key, rule, state, reason: state === 'sent' ? null : reason, plannedFor, doneAt };
}

const ahead = (steps: PlannedStep[]) =>
  steps
    .filter(({ state }) => state === 'planned')
    .map(({ key, sendsAt, together }) => `${key} ${sendsAt} ${together.join('+')}`)
    .sort();

const runs = { numRuns: 250 };

test('forecast is reality: what is planned now is what goes, text by text and hour by hour', () => {
  fc.assert(
    fc.property(world, (given) => {
      fc.pre(given.charges.every(({ proofs }) => proofs.every(({ at }) => at <= given.facts.now))); // no proof from the future
      fc.pre(given.charges.every(({ charge: { resumedAt } }) => resumedAt === null || resumedAt <= given.facts.now));
      const { log } = live(given);
      for (const {
        charge: { id },
      } of given.charges) {
        const went = log
          .filter((entry) => entry.id === id)
          .map(({ step: { key, together }, step }) => `${key} ${step.sendsAt} ${together.join('+')}`);
        expect(went.sort()).toEqual(ahead(planOf(given, id)));
      }
    }),
    runs,
  );
});

test('no key goes twice, no step goes while it is held, and nothing hangs on a notice that is not proven', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { log } = live(given);
      const keys = log.map(({ id, step }) => `${id} ${step.key}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { id, step, at } of log) {
        const mine = given.charges.find(({ charge }) => charge.id === id);
        const endless = mine?.holds.filter(({ until, kind }) => until === null && (step.event !== 'promise' || kind !== 'promise')) ?? [];
        if (step.event !== 'paid')
          expect(
            endless.every(({ from }) => at < from),
            `${id} ${step.key}`,
          ).toBe(true);
        if (['speed_reduction', 'total_block', 'cancellation'].includes(step.event)) {
          const warned = log.some((entry) => entry.id === id && entry.step.rule === 10 && entry.at <= at);
          expect(warned || (mine?.proofs.some((proof) => proof.at <= at) ?? false), `${id} ${step.key}`).toBe(true);
        }
      }
    }),
    runs,
  );
});

test('a line is reduced, blocked and cancelled by one text', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { log } = live(given);
      for (const line of given.facts.lines) {
        for (const event of ['speed_reduction', 'total_block', 'cancellation']) {
          const told = log.filter(({ id, step }) => {
            const lines = given.charges.find(({ charge }) => charge.id === id)?.charge.accessIds ?? given.facts.lines;
            return step.event === event && lines.every((each) => each === line);
          });
          const texts = new Set(told.map(({ id, step }) => step.together[0] ?? id));
          expect(texts.size, `${event} of ${line}`).toBeLessThanOrEqual(1);
        }
      }
    }),
    runs,
  );
});

test('one charge gets no more collection texts a day than the house allows', () => {
  fc.assert(
    fc.property(world, (given) => {
      const most = given.facts.policy.collectionPerCharge;
      fc.pre(most > 0);
      const zone = zoneOf(given.facts.timeZone);
      const days = new Map<string, number>();
      for (const { id, step, at } of live(given).log) {
        const rule = given.facts.rules.find(({ number }) => number === step.rule);
        const chases =
          step.rule >= 10 && rule !== undefined && (rule.window === 'collection' || Object.values(rule.offset).some((days) => days > 0));
        if (!chases) continue;
        const day = `${id} ${zone.toLocal(epochMs(at)).date}`;
        days.set(day, (days.get(day) ?? 0) + 1);
      }
      expect([...days.values()].every((count) => count <= most)).toBe(true);
    }),
    runs,
  );
});
