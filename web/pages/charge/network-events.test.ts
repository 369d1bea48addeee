import { expect, test } from 'vitest';
import { networkEvents } from './network-events.ts';

const recorded = { recordedBy: 'key:k', recordedByName: 'ERP', recordedAt: '2026-12-30T15:00:00Z' };
const block = { rule: 12, dueDate: '2026-12-10', paymentId: null, action: null };
const nothing = { proofs: [], milestones: [], restorations: [] };
const kinds = (...given: Parameters<typeof networkEvents>) => networkEvents(...given).map(({ kind }) => kind);

test('a step tells what the network system was asked, what it made of it, and when', () => {
  const action = {
    state: 'refused',
    reason: 'em manutenção',
    requestedAt: '2026-12-30T13:00:00Z',
    answeredAt: '2026-12-30T13:01:00Z',
  } as const;
  expect(networkEvents({ ...block, action }, nothing)).toMatchObject([
    { kind: 'asked', at: '2026-12-30T13:00:00Z' },
    { kind: 'refused', at: '2026-12-30T13:01:00Z', reason: 'em manutenção' },
  ]);
  expect(kinds({ ...block, action: { ...action, state: 'expired', answeredAt: null } }, nothing)).toEqual(['asked', 'expired']);
  expect(kinds(block, nothing)).toEqual([]);
});

test('what others told belongs to the step of its number and due date alone', () => {
  const milestone = { number: 12, dueDate: '2026-12-10', at: '2026-12-30T14:00:00Z', ...recorded };
  const proof = { ...milestone, number: 10, channel: 'letter' as const, evidence: null };
  const reports = { ...nothing, milestones: [milestone, { ...milestone, dueDate: '2026-11-10' }], proofs: [proof] };
  expect(kinds(block, reports)).toEqual(['reported']);
  expect(kinds({ ...block, rule: 10 }, reports)).toEqual(['proven']);
  expect(kinds({ ...block, rule: 11 }, reports)).toEqual([]);
});

test('lines that were asked back belong to the payment that freed them', () => {
  const answer = { state: 'done', reason: null, requestedAt: '2026-12-30T13:00:00Z', answeredAt: '2026-12-30T13:01:00Z' } as const;
  const restorations = ['p1', 'p2'].map((paymentId) => ({ ...answer, paymentId, stepId: `1~restore:${paymentId}`, accessIds: ['cpe-1'] }));
  const confirmation = { rule: 5, dueDate: null, paymentId: 'p2', action: null };
  expect(networkEvents(confirmation, { ...nothing, restorations })).toMatchObject([
    { key: '1~restore:p2 asked', kind: 'asked', accessIds: ['cpe-1'] },
    { kind: 'done', at: '2026-12-30T13:01:00Z' },
  ]);
  expect(kinds(block, { ...nothing, restorations })).toEqual([]);
});
