import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

export type ChargeHeader = { id: string; customerId: string; status: ChargeStatus; dueDate: IsoDate };

/** What Temporal may know of a charge: ids, dates and its status. */
export async function readChargeHeaders(db: Executor, chargeIds: string[]): Promise<ChargeHeader[]> {
  return db.execute<ChargeHeader>(sql`
    select id, customer_id as "customerId", status, due_date::text as "dueDate" from charges where id = any(${textArray(chargeIds)})`);
}
