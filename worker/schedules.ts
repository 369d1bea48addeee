import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError, type ScheduleSpec } from '@temporalio/client';
import type { Logger } from 'pino';
import { latestStartHours } from '../activities/scheduled-starts.ts';
import type { Db } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { wantedSchedules } from '../db/queries/wanted-schedules.ts';
import type { DesiredSchedule } from '../domain/scheduled-starts.ts';
import { campaignQueue, workflowTypes } from '../workflows/contract.ts';

const lookEveryMs = 5_000;
const repairEveryMs = 60_000;
const ours = /^(birthday|repeat):/;

type SchedulesDeps = { client: Client; db: Db; catalogue: CatalogueCache; log: Logger };

/**
 * Keeps Temporal's schedules as ladders and campaigns want them: a changed hour counts within seconds, and once a minute what was removed
 * or left over on Temporal's side is put right.
 */
export function startSchedules(deps: SchedulesDeps): { stop(): Promise<void> } {
  const keeper = new ScheduleKeeper(deps.client);
  let running = Promise.resolve();
  let repairedAt = Number.NEGATIVE_INFINITY;
  const look = async () => {
    try {
      const wanted = await wantedSchedules(deps.db, deps.catalogue);
      const repair = performance.now() - repairedAt >= repairEveryMs;
      await keeper.bringTo(wanted, { repair });
      if (repair) repairedAt = performance.now();
    } catch (error) {
      deps.log.warn({ err: error }, 'schedules could not be looked after, trying again');
    }
  };
  const lookNext = () => {
    running = running.then(look);
  };
  const timer = setInterval(lookNext, lookEveryMs);
  lookNext();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Brings the schedules of a namespace to a wanted state; remembers what it has brought there already. */
export class ScheduleKeeper {
  readonly #client: Client;
  readonly #known = new Map<string, string>();

  constructor(client: Client) {
    this.#client = client;
  }

  async bringTo(wanted: readonly DesiredSchedule[], { repair }: { repair: boolean }): Promise<void> {
    if (repair) await this.#forgetLost();
    for (const schedule of wanted) {
      const now = JSON.stringify(schedule);
      if (this.#known.get(schedule.id) === now) continue;
      await this.#save(schedule);
      this.#known.set(schedule.id, now);
    }
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of [...this.#known.keys()].filter((known) => !ids.has(known))) {
      await this.#remove(id);
      this.#known.delete(id);
    }
  }

  /** What is missing is made again, what another process has left behind is known from here on, and so removed unless it is wanted. */
  async #forgetLost(): Promise<void> {
    const present = new Set<string>();
    for await (const { scheduleId } of this.#client.schedule.list()) if (ours.test(scheduleId)) present.add(scheduleId);
    for (const id of this.#known.keys()) if (!present.has(id)) this.#known.delete(id);
    for (const id of present) if (!this.#known.has(id)) this.#known.set(id, '');
  }

  async #save(schedule: DesiredSchedule): Promise<void> {
    const action = {
      type: 'startWorkflow' as const,
      workflowType: workflowTypes.scheduledStart,
      workflowId: `start:${schedule.id}`,
      taskQueue: campaignQueue,
      args: [schedule.start],
    };
    const policies = { overlap: 'ALLOW_ALL' as const, catchupWindow: `${latestStartHours}h` as const };
    const spec = specOf(schedule);
    try {
      await this.#client.schedule.create({ scheduleId: schedule.id, spec, action, policies });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await this.#client.schedule.getHandle(schedule.id).update(({ state }) => ({ spec, action, policies, state }));
    }
  }

  async #remove(id: string): Promise<void> {
    try {
      await this.#client.schedule.getHandle(id).delete();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }
}

const weekdayNames = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

function specOf({ timeZone, time, weekdays, days, notBefore }: DesiredSchedule): ScheduleSpec {
  const dayOfWeek = weekdays?.flatMap((day) => weekdayNames[day] ?? []);
  return {
    timezone: timeZone,
    calendars: [
      {
        hour: Number(time.slice(0, 2)),
        minute: Number(time.slice(3)),
        ...(dayOfWeek && { dayOfWeek }),
        ...(days && { dayOfMonth: { start: days.from, end: days.to } }),
      },
    ],
    ...(notBefore && { startAt: new Date(notBefore) }),
  };
}
