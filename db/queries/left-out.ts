import { type SQL, sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/** `ladder`: a step without its text; `text`: one that was written and did not leave; `campaign`: who was selected and is in no audience. */
export const leftOutSources = ['ladder', 'text', 'campaign'] as const;

export type LeftOutFilter = {
  /** Days by the clocks of `timeZone`, both included. */
  from: IsoDate;
  to: IsoDate;
  timeZone: string;
  units: readonly string[] | undefined;
};

export type LeftOutDay = { date: IsoDate; source: (typeof leftOutSources)[number]; reason: string; count: number };

/**
 * Texts that did not go, by the day they were meant for and the reason, newest day first; customers of the tests are left out. Each
 * source has an index of its own. Campaigns are the whole house's: who is limited to units sees none of them.
 */
export async function countLeftOut(db: Executor, filter: LeftOutFilter): Promise<LeftOutDay[]> {
  const parts = [leftOutSteps(filter), leftOutTexts(filter), ...(filter.units === undefined ? [leftOutOfAudiences(filter)] : [])];
  return db.execute<LeftOutDay>(sql`${sql.join(parts, sql` union all `)} order by 1 desc, 4 desc, 2, 3`);
}

function leftOutSteps(filter: LeftOutFilter): SQL {
  return sql`
    select ${dayOf(filter, sql`s.planned_for`)} as date, 'ladder' as source, coalesce(s.reason, s.state) as reason, count(*)::int as count
    from steps s join charges c on c.id = s.charge_id join customers u on u.id = c.customer_id
    where s.state in ('skipped', 'suppressed', 'unreachable') and ${within(filter, sql`s.planned_for`)} and not u.test and ${ofUnits(filter)}
    group by 1, 3`;
}

/** What a step had written is the step's. */
function leftOutTexts(filter: LeftOutFilter): SQL {
  return sql`
    select ${dayOf(filter, sql`m.planned_for`)}, 'text', coalesce(m.reason, m.state), count(*)::int
    from messages m left join customers u on u.id = m.customer_id
    where m.state in ('suppressed', 'cancelled', 'expired') and m.step_id is null and ${within(filter, sql`m.planned_for`)}
      and not m.test and u.test is not true and ${ofUnits(filter)}
    group by 1, 3`;
}

function leftOutOfAudiences(filter: LeftOutFilter): SQL {
  return sql`
    select ${dayOf(filter, sql`c.frozen_at`)}, 'campaign', x.reason, sum(x.people)::int
    from campaigns c join campaign_exclusions x on x.campaign_id = c.id
    where ${within(filter, sql`c.frozen_at`)} and x.reason <> 'test'
    group by 1, 3`;
}

function dayOf({ timeZone }: LeftOutFilter, at: SQL): SQL {
  return sql`(${at} at time zone ${timeZone})::date::text`;
}

function within({ from, to, timeZone }: LeftOutFilter, at: SQL): SQL {
  return sql`${at} >= ${from}::date::timestamp at time zone ${timeZone} and ${at} < (${to}::date + 1)::timestamp at time zone ${timeZone}`;
}

function ofUnits({ units }: LeftOutFilter): SQL {
  return units === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...units])})`;
}
