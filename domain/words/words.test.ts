import { expect, test } from 'vitest';
import { exclusionReasons } from '../audience.ts';
import { campaignStates } from '../campaign-states.ts';
import * as codes from '../states.ts';
import { changeIn, whoOf } from './change.ts';
import { reasonIn } from './reason.ts';
import { filled, words } from './words.ts';

test.each(['pt', 'en'] as const)('every code that a table holds has its word (%s)', (locale) => {
  const { states, campaigns } = words[locale];
  expect(Object.keys(states.message).toSorted()).toEqual(codes.messageStates.toSorted());
  expect(Object.keys(states.step).toSorted()).toEqual(codes.stepStates.toSorted());
  expect(Object.keys(states.kind).toSorted()).toEqual(codes.messageKinds.toSorted());
  expect(Object.keys(states.event).toSorted()).toEqual(codes.stepEvents.toSorted());
  expect(Object.keys(states.hold).toSorted()).toEqual(codes.holdKinds.toSorted());
  expect(Object.keys(states.charge).toSorted()).toEqual([...codes.chargeStatuses, 'overdue'].toSorted());
  expect(Object.keys(states.chargeType).toSorted()).toEqual(codes.chargeTypes.toSorted());
  expect(Object.keys(states.customer).toSorted()).toEqual(codes.customerStatuses.toSorted());
  expect(Object.keys(campaigns.state).toSorted()).toEqual(campaignStates.toSorted());
  expect(Object.keys(campaigns.excluded).toSorted()).toEqual(exclusionReasons.toSorted());
});

test('a reason names its code and what its words speak of; what a provider wrote has no words of ours', () => {
  expect(reasonIn('missing-value:COB_PIX')).toEqual({ code: 'missing-value', argument: 'COB_PIX' });
  expect(reasonIn('número inexistente')).toBeNull();
  expect(reasonIn('constructor')).toBeNull();
});

test('a change tells who did what to what, and what has no word stays as it is', () => {
  expect(whoOf({ actor: 'user:u1', actorName: 'Ana' })).toEqual({ name: 'Ana' });
  expect(whoOf({ actor: 'key:k1', actorName: null })).toMatchObject({ word: 'key', values: { name: 'k1' } });
  expect(whoOf({ actor: 'regua', actorName: null })).toMatchObject({ word: 'house' });
  expect(whoOf({ actor: 'other', actorName: null })).toEqual({ name: 'other' });
  expect(changeIn({ action: 'step.skipped', entity: 'step', entityId: 's1' })).toEqual({ kind: 'did', verb: 'skipped', entity: 'step' });
  expect(changeIn({ action: 'charges.exported', entity: 'charge', entityId: 'csv' })).toEqual({ kind: 'took-table', table: 'charge' });
  expect(changeIn({ action: 'x.y', entity: 'z', entityId: '1' })).toEqual({ kind: 'did', verb: null, entity: null });
});

test('a text takes the values that it names', () => {
  expect(filled('chave {{name}}', { name: '$& {{name}}' })).toBe('chave $& {{name}}');
});
