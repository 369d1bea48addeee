import { expect, test } from 'vitest';
import { readStepAnswer } from './step-answer.ts';

test.each([
  ['{"outcome":"done"}', { outcome: 'done', reason: null }],
  ['{"outcome":"refused","reason":" linha em manutenção "}', { outcome: 'refused', reason: 'linha em manutenção' }],
  ['{"outcome":"failed","reason":5,"more":true}', { outcome: 'failed', reason: null }],
  ['', null],
  ['OK', null],
  ['null', null],
  ['[]', null],
  ['{"outcome":"DONE"}', null],
  ['{"outcome":"requested"}', null],
  ['{"status":"done"}', null],
])('the body %j means %j', (body, answer) => {
  expect(readStepAnswer(body)).toEqual(answer);
});
