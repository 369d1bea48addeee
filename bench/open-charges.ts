import type { BenchStack } from './stack.ts';

/** Four charges a customer, all asleep until the reminder three days before they are due: ninety-eight of a hundred due within four days. */
export async function putOpenCharges({ database: { sql } }: BenchStack, count: number): Promise<void> {
  const now = new Date().toISOString();
  const customers = Math.ceil(count / 4);
  await sql`
    insert into customers (id, name, kind, status, unit_id, city, state, contact, created_at, updated_at)
    select 'C-' || n, 'Maria de Fátima Souza ' || n, 'person', 'enabled', 'matriz', 'Campo Grande', 'MS', 'normal', ${now}, ${now}
    from generate_series(1, ${customers}) n`;
  await sql`
    insert into customer_phones (customer_id, position, raw, number, kind, billing, marketing)
    select 'C-' || n, 0, 'x', '+55679' || (90000000 + n), 'mobile', true, false from generate_series(1, ${customers}) n`;
  await sql`
    insert into charges (id, customer_id, type, amount_cents, due_date, replaces, status, first_seen_at, announce_created, created_at, updated_at)
    select 'B-' || n, 'C-' || (n % ${customers} + 1), 'internet', 9990 + n % 5000,
      (${now}::timestamptz)::date + case when n % 50 = 0 then 12 else 4 end, '[]', 'open',
      ${now}::timestamptz - interval '40 days', false, ${now}, ${now}
    from generate_series(1, ${count}) n`;
  await sql`
    insert into charge_wakes (charge_id, wake_at, step_at)
    select id, step_at, step_at from (select id, (due_date - 3)::timestamp at time zone 'UTC' + interval '13 hours' as step_at from charges) as due
    where step_at > ${now}`;
  await sql`analyze customers, customer_phones, charges, charge_wakes`;
}
