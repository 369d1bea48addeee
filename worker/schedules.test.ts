import { randomUUID } from 'node:crypto';
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ScheduledStart } from '../activities/scheduled-starts.ts';
import type { DesiredSchedule } from '../domain/scheduled-starts.ts';
import { startDevServer } from '../test/temporal.ts';
import { campaignQueue } from '../workflows/contract.ts';
import { ScheduleKeeper } from './schedules.ts';
import { workflowCode } from './workflow-bundle.ts';

/** Keepers remove what they do not want: this file has a namespace of its own. */
const namespace = `schedules-${randomUUID()}`;
const started: { start: ScheduledStart; at: string }[] = [];
let client: Client;
let stop: () => Promise<void>;

beforeAll(async () => {
  const { address } = await startDevServer();
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  client = new Client({ connection, namespace });
  await vi.waitFor(() => client.workflow.count(), { timeout: 20_000, interval: 200 });
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: campaignQueue,
    ...(await workflowCode()),
    activities: {
      async startScheduled(input: { start: ScheduledStart; at: string }) {
        started.push(input);
      },
    },
  });
  const running = worker.run();
  stop = async () => {
    worker.shutdown();
    await running;
    await native.close();
    await connection.close();
  };
}, 120_000);
afterAll(() => stop());

const daily: DesiredSchedule = {
  id: 'birthday:default:America/Campo_Grande:09:00',
  start: { kind: 'birthday', ruleSetId: 'default', timeZone: 'America/Campo_Grande', time: '09:00' },
  timeZone: 'America/Campo_Grande',
  time: '09:00',
  weekdays: null,
  days: null,
  notBefore: null,
};
const mondays: DesiredSchedule = {
  ...daily,
  id: 'repeat:c-1',
  start: { kind: 'repeat', campaignId: 'c-1' },
  timeZone: 'America/Sao_Paulo',
  time: '10:30',
  weekdays: [1],
};

const describe = (id: string) => client.schedule.getHandle(id).describe();
const isGone = (id: string) => expect(describe(id)).rejects.toBeInstanceOf(ScheduleNotFoundError);

it('a schedule starts what is due at the local hour, and tells for which moment, however late', async () => {
  await new ScheduleKeeper(client).bringTo([daily, mondays], { repair: false });
  const { policies, spec } = await describe(daily.id);
  expect(policies).toMatchObject({ overlap: 'ALLOW_ALL', catchupWindow: 36_000_000 });
  expect(spec.timezone).toBe('America/Campo_Grande');
  // Two days in August 2026, of which one is a Monday: 9:00 in Campo Grande is 13:00 UTC.
  const past = { start: new Date('2026-08-16T03:00:00Z'), end: new Date('2026-08-18T03:00:00Z'), overlap: 'ALLOW_ALL' as const };
  await client.schedule.getHandle(daily.id).backfill(past);
  await client.schedule.getHandle(mondays.id).backfill(past);
  await vi.waitFor(() => expect(started).toHaveLength(3), { timeout: 20_000, interval: 100 });
  expect(started.sort((a, b) => (a.at < b.at ? -1 : 1))).toEqual([
    { start: daily.start, at: '2026-08-16T13:00:00.000Z' },
    { start: daily.start, at: '2026-08-17T13:00:00.000Z' },
    { start: mondays.start, at: '2026-08-17T13:30:00.000Z' },
  ]);
});

it('a changed hour takes the place of the old one, and what is not wanted any more is removed', async () => {
  const keeper = new ScheduleKeeper(client);
  await keeper.bringTo([daily, mondays], { repair: false });
  await keeper.bringTo([{ ...mondays, time: '15:00', days: { from: 28, to: 31 }, weekdays: null }], { repair: false });
  const [calendar] = (await describe(mondays.id)).spec.calendars ?? [];
  expect(calendar).toMatchObject({ hour: [{ start: 15, end: 15 }], minute: [{ start: 0, end: 0 }], dayOfMonth: [{ start: 28, end: 31 }] });
  await isGone(daily.id);
});

it('what was removed by hand comes back, and what another process has left behind goes', async () => {
  await new ScheduleKeeper(client).bringTo([mondays], { repair: false });
  const keeper = new ScheduleKeeper(client);
  await keeper.bringTo([daily], { repair: false });
  await client.schedule.getHandle(daily.id).delete();
  await vi.waitFor(
    async () => {
      await keeper.bringTo([daily], { repair: true });
      await describe(daily.id);
      await isGone(mondays.id);
    },
    { timeout: 20_000, interval: 200 },
  );
});
