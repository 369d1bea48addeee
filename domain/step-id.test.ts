import { expect, test } from 'vitest';
import { readStepId, restorationOf, restorationStepId, stepIdOf } from './step-id.ts';

test('a recorded step answers to its number, a planned one to its charge and key', () => {
  expect(readStepId(stepIdOf({ chargeId: '768412', key: '3:2026-12-05', id: 12 }))).toEqual({ kind: 'recorded', id: 12 });
  for (const key of ['3:2026-12-05', '2', '5:p-1', '6:2c1a']) {
    const name = stepIdOf({ chargeId: 'a.b:c-1', key, id: null });
    expect(encodeURI(name)).toBe(name);
    expect(readStepId(name)).toEqual({ kind: 'planned', chargeId: 'a.b:c-1', key });
  }
});

test.each(['', '~2', '768412~', 'a b~2', '768412~2~3', '12x', '-1', '9'.repeat(16)])('%j names no step', (text) => {
  expect(readStepId(text)).toBeNull();
});

test('a restoration is named like a step of its charge, and no step is taken for one', () => {
  const name = readStepId(restorationStepId({ chargeId: '768412', id: 7 }));
  expect(name).toEqual({ kind: 'planned', chargeId: '768412', key: 'restore:7' });
  expect([restorationOf('restore:7'), restorationOf('restore:x'), restorationOf('2'), restorationOf('5:restore:7')]).toEqual([
    7,
    null,
    null,
    null,
  ]);
});
