import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nowOf } from '../domain/clock.ts';
import { type VirtualClock, virtualClock } from './clock.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

const workflowsPath = fileURLToPath(new URL('./fixtures/sample-workflows.ts', import.meta.url));
const start = '2026-12-01T12:00:00.000Z';
let clock: VirtualClock;
let sandbox: WorkflowSandbox;
const told: string[] = [];
let failuresLeft = 0;

beforeEach(() => {
  clock = virtualClock(start);
  told.length = 0;
  failuresLeft = 0;
});
afterEach(() => sandbox.close());

const open = (automatic: boolean) =>
  WorkflowSandbox.open({
    clock,
    workflowsPath,
    activities: {
      note: async (text: string) => told.push(`${nowOf(clock)} ${text}`),
      ...(automatic && {
        send: async (to: string) => {
          if (failuresLeft-- > 0) throw new Error('not now');
          told.push(`${nowOf(clock)} ${to}`);
          return 'sent';
        },
      }),
    },
  }).then((opened) => {
    sandbox = opened;
    return opened;
  });

test('a workflow sleeps in virtual time and acts at its instant', async () => {
  const run = await (await open(true)).start('reminder', { workflowId: 'a' });
  expect(run.sleeping().map(({ at }) => at)).toEqual(['2026-12-11T12:00:00.000Z']);
  await sandbox.advanceTo('2026-12-11T11:59:59.000Z');
  expect(run.outcome.kind).toBe('running');
  await sandbox.advanceTo('2026-12-31T00:00:00.000Z');
  expect(run.outcome).toEqual({ kind: 'completed', result: 'on time: sent' });
  expect(told).toEqual([`${start} begins`, '2026-12-11T12:00:00.000Z somebody']);
});

test('a signal wakes a workflow before its timer, and the timer is gone', async () => {
  const run = await (await open(true)).start('reminder', { workflowId: 'a' });
  await sandbox.start('wake', { workflowId: 'b', args: ['a'] });
  expect(run.outcome).toEqual({ kind: 'completed', result: 'early: sent' });
  expect(run.sleeping()).toEqual([]);
  await expect(run.signal('changed')).rejects.toThrow('has ended');
});

test('a failing activity is tried again after its back-off, and after its last attempt the workflow sees the failure', async () => {
  failuresLeft = 2;
  const run = await (await open(true)).start('sendTwo', { workflowId: 'a' });
  await sandbox.advanceBy(60_000);
  expect(run.outcome).toEqual({ kind: 'completed', result: 'sent then sent' });
  expect(told).toEqual(['2026-12-01T12:00:10.000Z first', '2026-12-01T12:00:10.000Z second']);

  failuresLeft = 99;
  const doomed = await sandbox.start('sendTwo', { workflowId: 'b' });
  await sandbox.advanceBy(60_000);
  expect(doomed.outcome).toEqual({ kind: 'failed', message: 'not now' });
});

test('pending activities end in the order the test chooses, also with a failure', async () => {
  const run = await (await open(false)).start('sendTwo', { workflowId: 'a' });
  const [first, second] = run.pending('send');
  if (!first || !second) throw new Error('two activities were expected');
  await run.resolve(second, 'the second');
  await run.resolve(first, 'the first');
  expect(run.outcome).toEqual({ kind: 'completed', result: 'the second then the first' });

  const other = await sandbox.start('sendTwo', { workflowId: 'b' });
  const [pending] = other.pending();
  if (!pending) throw new Error('an activity was expected');
  await other.fail(pending, ApplicationFailure.nonRetryable('refused'));
  expect(other.outcome).toEqual({ kind: 'failed', message: 'refused' });
});

test('a workflow goes through continue-as-new under the same id', async () => {
  const run = await (await open(true)).start('countTo', { workflowId: 'a', args: [3] });
  expect(run.outcome).toEqual({ kind: 'completed', result: 3 });
  expect(run.continuations).toBe(3);
});
