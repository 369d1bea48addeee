import type { Sql } from '../db/client.ts';

/** A message of rule 3 for each charge of the audience data, spread over the last year, in the states that a real base has, each with its events. */
export async function loadMessageData(sql: Sql, gatewayId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into messages (kind, channel, state, reason, priority, customer_id, charge_id, charge_revision, rule, address, gateway_id, text, segments,
        encoding, cost, planned_for, not_before, send_until, sent_at, delivered_at, created_at, updated_at)
      select case when n % 500 = 0 then 'manual' else 'notice' end, 'sms',
        case when n % 1000 = 1 then 'unknown' when n % 100 = 2 then 'undelivered' when n % 200 = 3 then 'refused' when n % 10 = 4 then 'accepted' else 'delivered' end,
        case when n % 200 = 3 then 'invalid number' end, 1, c.customer_id, c.id, 1, 3, '+5567' || (900000000 + hashtext(c.customer_id) % 100000), ${gatewayId},
        'Maria, sua fatura de R$99,90 vence em breve.', 1, 'GSM-7', 0.0650, at, at, at + interval '8 hours', at, at + interval '20 seconds', at, at
      from (select *, row_number() over (order by hashtext(id)) as n from charges) c
      cross join lateral (select now() - interval '1 year' * (1 - n / (select count(*) from charges)::float8) as at) moment
      order by n`;
    await tx`
      insert into message_events (message_id, at, state) select id, sent_at, s from messages cross join unnest('{queued,sending,accepted}'::text[]) s`;
  });
  for (const table of ['messages', 'message_events']) await sql.unsafe(`vacuum analyze ${table}`);
}
