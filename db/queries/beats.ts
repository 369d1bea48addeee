import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';

/**
 * Raises the house's beat. A database whose beat is behind the one that the workflow knows was restored from a backup: the service goes
 * off and an alert says so. Gives the beat that both know now.
 */
export async function keepBeat(sql: Sql, { known, now }: { known: number; now: Instant }): Promise<number> {
  const [row] = await sql<{ beat: number }[]>`
    with was as (select beat from beats where id = 1 for update),
    raised as (update beats set beat = greatest((select beat from was), ${known}::bigint) + 1, beat_at = ${now} where id = 1 returning beat),
    behind as (select 1 from was where beat < ${known}::bigint),
    switched as (
      update settings set service = 'off', catalogue_revision = catalogue_revision + 1 where exists (select 1 from behind) and service <> 'off'
    ), told as (
      insert into alerts (key, kind, subject, detail, raised_at)
      select 'restored', 'database-restored', 'database', jsonb_build_object('beat', (select beat from was), 'expected', ${known}::bigint), ${now}::timestamptz
      from behind on conflict (key) where cleared_at is null do nothing
    )
    select beat::float8 as beat from raised`;
  return row?.beat ?? known;
}
