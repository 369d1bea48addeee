import { expect, test } from 'vitest';
import { permissions } from '../../../domain/permissions.ts';
import { scopePresets, scopeTable } from './scope-table.ts';

test('every permission has its box, with words for its subject and verb', () => {
  const boxes = scopeTable.flatMap(({ actions }) => actions.map(({ permission }) => permission));
  expect(boxes.toSorted()).toEqual(permissions.toSorted());
});

test('a billing system gets nothing that concerns people, keys or campaigns', () => {
  expect(scopePresets.billing).toEqual(expect.arrayContaining(['customers:write', 'charges:write', 'payments:write', 'import']));
  expect(
    scopePresets.billing.filter((permission) => /^(users|keys|campaigns|settings|gateways|rules)|:(export|erase)$/.test(permission)),
  ).toEqual([]);
});
