import { asc, inArray } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { units } from '../schema/index.ts';

const withoutUnits = 'America/Sao_Paulo';

/** The clocks by which the house counts its days: those of its oldest unit, of the ones that whoever asks is limited to. */
export async function readHouseZone(db: Executor, only: readonly string[] | undefined): Promise<string> {
  const [oldest] = await db
    .select({ timeZone: units.timeZone })
    .from(units)
    .where(only && inArray(units.id, [...only]))
    .orderBy(asc(units.createdAt), asc(units.id))
    .limit(1);
  return oldest?.timeZone ?? withoutUnits;
}
