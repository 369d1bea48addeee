import { expect, it } from 'vitest';
import { Lookahead } from './lookahead.ts';

function after(callMs: number): Lookahead {
  const lookahead = new Lookahead();
  for (let call = 0; call < 50; call++) lookahead.noteAnswer({ startedMs: call, answeredMs: call + callMs });
  return lookahead;
}

it('claims as many as there are connections twice over before it knows what a call takes', () => {
  expect(new Lookahead().room({ maxConnections: 10, claimed: 0 })).toBe(20);
});

it('claims far ahead of a quick provider and hardly ahead of a slow one', () => {
  expect(after(20).room({ maxConnections: 100, claimed: 0 })).toBe(350);
  expect(after(5_000).room({ maxConnections: 100, claimed: 0 })).toBe(101);
});

it('waits until a claim is worth its statement, and never asks for more than one may take', () => {
  expect(after(20).room({ maxConnections: 100, claimed: 300 })).toBe(0);
  expect(after(20).room({ maxConnections: 100, claimed: 225 })).toBe(125);
  expect(after(1).room({ maxConnections: 400, claimed: 0 })).toBe(500);
});

it('knows a provider that fell silent', () => {
  const lookahead = after(20);
  expect([lookahead.isSilent(1_000), lookahead.isSilent(1_100)]).toEqual([false, true]);
});
