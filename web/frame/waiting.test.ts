import { expect, test } from 'vitest';
import { type Alert, mattersOf } from './waiting.ts';

let count = 0;
function alert(kind: string, subject: string, detail: Alert['detail'] = {}): Alert {
  count += 1;
  return { id: String(count), kind, subject, detail, raisedAt: '2026-12-01T12:00:00Z' };
}

test('charges that are held for the same reason are one matter, other alerts one each', () => {
  const matters = mattersOf([
    alert('step-held', 'B-1', { reason: 'warning-not-proven' }),
    alert('gateway-stopped', 'g-1', { reason: 'login' }),
    alert('step-held', 'B-2', { reason: 'warning-not-proven' }),
    alert('gateway-stopped', 'g-2', { reason: 'login' }),
    alert('step-held', 'B-3', { reason: 'action-refused' }),
  ]);
  expect(matters.map(({ kind, reason, alerts }) => [kind, reason, alerts.map(({ subject }) => subject)])).toEqual([
    ['step-held', 'warning-not-proven', ['B-1', 'B-2']],
    ['gateway-stopped', 'login', ['g-1']],
    ['gateway-stopped', 'login', ['g-2']],
    ['step-held', 'action-refused', ['B-3']],
  ]);
});

test('the bank file of each unit is a matter of its own', () => {
  const held = (subject: string, unit: string) => alert('step-held', subject, { reason: 'settlement-missing', unit });
  expect(mattersOf([held('B-1', 'matriz'), held('B-2', 'filial'), held('B-3', 'matriz')]).map(({ alerts }) => alerts.length)).toEqual([
    2, 1,
  ]);
});
