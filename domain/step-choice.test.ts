import { describe, expect, test } from 'vitest';
import { ownRule, type Situation, seedRules, sent, situation, stepIn, utc, withRule } from './fixtures/ladder.ts';
import type { StepRecord } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import { decideChoice, type StepChoice, undoneChoice } from './step-choice.ts';

/** Wednesday 9 December, ten in the morning in Campo Grande: the day before the charge is due. */
const wednesday = '2026-12-09T10:00-04:00';
const dueKey = '4:2026-12-10';
const warningKey = '10:2026-12-10';
const reductionKey = '11:2026-12-10';
const warned = sent(10, '2026-12-15T09:00-04:00');

/** What comes of a choice: the state and hour of the step, or the refusal. */
function tried(choice: StepChoice, facts: Situation, { key = dueKey, left = false } = {}): string {
  const decision = decideChoice(situation({ now: wednesday, ...facts }), { key, left }, choice);
  if (decision.kind === 'chosen') return `${decision.step.state} ${decision.step.reason ?? decision.step.sendsAt}`;
  return decision.kind === 'refused' ? `${decision.code}: ${decision.detail.en}` : decision.kind;
}

const skip: StepChoice = { kind: 'skip' };
const now: StepChoice = { kind: 'send-now' };
const at = (moment: string): StepChoice => ({ kind: 'bring-forward', at: utc(moment) });
const record = (state: StepRecord['state'], reason: string | null = null, key = dueKey): StepRecord => ({
  ...sent(4, '2026-12-10T09:00-04:00', key),
  state,
  reason,
  doneAt: null,
});
const paid = { charge: { status: 'paid' as const }, payments: [{ id: 'p1', learnedAt: utc(wednesday), announce: true, reversed: false }] };

describe('skipping', () => {
  test.each<[string, Situation, { key?: string; left?: boolean }, string]>([
    ['a planned step', {}, {}, 'skipped by-hand'],
    ['one that waits in the queue', { history: [record('waiting')] }, {}, 'skipped by-hand'],
    ['one that is held', { history: [record('held', 'warning-not-proven', reductionKey)] }, { key: reductionKey }, 'skipped by-hand'],
    ['the confirmation of a payment', paid, { key: '5:p1' }, 'skipped by-hand'],
    [
      'one whose text is on the wire',
      { history: [record('waiting')] },
      { left: true },
      'step-over: Too late: the step is over already (prepared).',
    ],
    ['one that was sent', { history: [sent(4, wednesday, dueKey)] }, {}, 'step-over: Too late: the step is over already (sent).'],
    ['one that was skipped', { history: [record('skipped', 'late')] }, {}, 'step-over: Too late: the step is over already (skipped).'],
    ['a step of a paid charge', paid, {}, 'charge-not-open: The charge is paid already.'],
    [
      'a step of a removed charge',
      { charge: { status: 'removed' }, history: [record('planned')] },
      {},
      'charge-not-open: The charge was removed.',
    ],
    [
      'a step of a replaced charge',
      { charge: { replaced: true }, history: [record('planned')] },
      {},
      'charge-not-open: Another charge took the place of this one.',
    ],
    ['a step that the ladder does not have', {}, { key: '99' }, 'unknown-step'],
  ])('%s', (_, facts, subject, expected) => {
    expect(tried(skip, facts, subject)).toBe(expected);
  });
});

describe('sending now', () => {
  test.each<[string, Situation, { key?: string; left?: boolean }, string]>([
    [
      'an own reminder that would go later',
      { rules: [...seedRules, ownRule(20, { offset: { days: 5 } })] },
      { key: '20:2026-12-10' },
      `planned ${utc(wednesday)}`,
    ],
    ['the warning, which proves the block', {}, { key: warningKey }, `planned ${utc(wednesday)}`],
    [
      'what waits in the queue for its hour',
      { history: [record('waiting', null, warningKey)] },
      { key: warningKey },
      `planned ${utc(wednesday)}`,
    ],
    [
      'what was passed over as late',
      { history: [record('skipped', 'late', warningKey)] },
      { key: warningKey },
      `planned ${utc(wednesday)}`,
    ],
    [
      'what was before our time',
      { history: [record('before-our-time', null, warningKey)] },
      { key: warningKey },
      `planned ${utc(wednesday)}`,
    ],
    [
      'what nobody could be reached for',
      { history: [record('unreachable', 'no-address', warningKey)] },
      { key: warningKey },
      `planned ${utc(wednesday)}`,
    ],
    ['"vence hoje" a day early', {}, {}, 'step-refused: It may not go: no window fits this text.'],
    [
      '"vence hoje" a day late',
      { now: '2026-12-11T10:00-04:00', history: [record('skipped', 'late')] },
      {},
      'step-refused: It may not go: no window fits this text.',
    ],
    ['a reduction without its warning', {}, { key: reductionKey }, 'step-refused: It may not go before 2026-12-30 at 09:00.'],
    [
      'a reduction whose warning failed',
      { now: '2026-12-31T10:00-04:00', history: [{ ...warned, state: 'unreachable', doneAt: null }] },
      { key: reductionKey },
      'step-refused: It may not go: the block warning (10) is not proven.',
    ],
    [
      'a reduction before its notice has run',
      { now: '2026-12-20T10:00-04:00', history: [warned] },
      { key: reductionKey },
      'step-refused: It may not go before 2026-12-30 at 09:00.',
    ],
    [
      'a collection text on Sunday',
      { now: '2026-12-13T10:00-04:00' },
      { key: warningKey },
      'step-refused: It may not go before 2026-12-14 at 09:00.',
    ],
    [
      'a text during a hold without end',
      {
        holds: [{ id: 'h', kind: 'contested', from: utc('2026-12-01T10:00-04:00'), until: null, releaseOverHours: null, released: false }],
      },
      { key: warningKey },
      'step-refused: It may not go: a hold is in force.',
    ],
    [
      'while everything is paused',
      { policy: { pausedAt: utc(wednesday) } },
      { key: warningKey },
      'step-refused: It may not go: everything is paused.',
    ],
    [
      'to somebody exempt from being chased',
      { exemptions: [{ exemptFrom: 'chasing', from: utc('2026-12-01T10:00-04:00'), until: null }] },
      { key: warningKey },
      'step-refused: It may not go: the customer or the charge is exempt.',
    ],
    ['what was sent', { history: [sent(4, wednesday, dueKey)] }, {}, 'step-over: Too late: the step is over already (sent).'],
    [
      'what may have gone',
      { history: [record('unknown', 'no-answer')] },
      {},
      'step-over: Too late: the step is over already (unconfirmed).',
    ],
    ['a step of a paid charge', paid, { key: warningKey }, 'charge-not-open: The charge is paid already.'],
  ])('%s', (_, facts, subject, expected) => {
    expect(tried(now, facts, subject)).toBe(expected);
  });

  test('a block that the network system was asked for waits for the answer', () => {
    const action = { state: 'requested' as const, requestedAt: utc('2026-12-30T09:00-04:00'), answeredAt: null };
    const asked = { ...record('waiting', 'action-requested', reductionKey), rule: 11, action };
    const facts = { now: '2026-12-30T10:00-04:00', history: [warned, asked], rules: withRule(11, { trigger: 'action' }) };
    expect(tried(now, facts, { key: reductionKey })).toBe('step-refused: It may not go: the network system has not answered yet.');
  });
});

describe('bringing forward', () => {
  test.each<[string, Situation, StepChoice, string, string]>([
    ['to an hour inside the window', {}, at('2026-12-11T11:00-04:00'), warningKey, `planned ${utc('2026-12-11T11:00-04:00')}`],
    ['to a night goes in the morning', {}, at('2026-12-10T23:00-04:00'), warningKey, `planned ${utc('2026-12-11T09:00-04:00')}`],
    ['to an hour that is past', {}, at('2026-12-09T09:59-04:00'), warningKey, 'invalid-hour'],
    ['to the very hour it has', {}, at('2026-12-15T09:00-04:00'), warningKey, 'invalid-hour'],
    ['to later', {}, at('2026-12-16T09:00-04:00'), warningKey, 'invalid-hour'],
    [
      'a reduction to before its notice has run',
      { now: '2026-12-20T10:00-04:00', history: [warned] },
      at('2026-12-22T10:00-04:00'),
      reductionKey,
      `planned ${utc('2026-12-30T09:00-04:00')}`,
    ],
    [
      'what was sent',
      { history: [sent(10, wednesday, warningKey)] },
      at('2026-12-11T11:00-04:00'),
      warningKey,
      'step-over: Too late: the step is over already (sent).',
    ],
  ])('%s', (_, facts, choice, key, expected) => {
    expect(tried(choice, facts, { key })).toBe(expected);
  });
});

describe('taking a choice back', () => {
  const skipped = { overrides: [{ key: warningKey, at: null }], history: [record('skipped', 'by-hand', warningKey)] };

  test('while its hour is to come gives the step its own hour again', () => {
    const facts = situation({ now: wednesday, ...skipped });
    expect(stepIn(planCharge(facts), warningKey)?.state).toBe('skipped');
    expect(undoneChoice(facts, warningKey)).toMatchObject({ state: 'planned', sendsAt: utc('2026-12-15T09:00-04:00') });
  });

  test('after its hour is too late', () => {
    expect(undoneChoice(situation({ now: '2026-12-15T09:00-04:00', ...skipped }), warningKey)).toBeNull();
  });
});
