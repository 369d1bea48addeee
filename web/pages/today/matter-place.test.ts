import { expect, test } from 'vitest';
import { permissionsOf } from '../../../domain/permissions.ts';
import type { Matter } from '../../frame/waiting.ts';
import { today } from '../../words/pt-BR/today.ts';
import { placeOf } from './matter-place.ts';

const administrator = permissionsOf({ role: 'administrator', grants: [], units: null });
const ofOneUnit = permissionsOf({ role: 'manager', grants: [], units: ['matriz'] });

const matter = (kind: string): Pick<Matter, 'kind' | 'alerts'> => ({
  kind,
  alerts: [{ id: '1', kind, subject: '42', detail: {}, raisedAt: '2026-12-01T12:00:00Z' }],
});

// A bank file that is missing is a reason of held steps; a kind that has no words is told by its name alone.
const kinds = Object.keys(today.alert).filter((kind) => !['settlement-missing', 'other'].includes(kind));

test.each(kinds)('every alert leads to the page where it is mended: %s', (kind) => {
  expect(placeOf(matter(kind), (permission) => administrator.has(permission))?.link.to).toMatch(/^\/./);
});

test('an alert leads nowhere that is closed to the person who reads it', () => {
  const may = (kind: string) => placeOf(matter(kind), (permission) => ofOneUnit.has(permission));
  expect(['campaign-paused', 'webhook-gone', 'snapshot-incomplete'].map(may)).toEqual([null, null, null]);
  expect(may('gateway-stopped')?.label).toBe('gateway');
});
