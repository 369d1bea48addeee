import type { Sql } from '../db/client.ts';

/** How large the provider is. */
export type AudienceDataSize = { customers: number; chargesPerCustomer: number };

/**
 * Fills an empty, migrated database with a provider of the given size, the same one each time: every status, type and kind of phone in
 * the shares that a real base has, a few numbers shared by several customers, birthdays on every day of the year.
 */
export async function loadAudienceData(sql: Sql, { customers, chargesPerCustomer }: AudienceDataSize): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`
      create function pg_temp.pick(i bigint, salt int, most int) returns int immutable parallel safe language sql
      return ((hashint8extended(i, salt) % most) + most) % most`);
    await tx`
      insert into units (id, name, city, state, area_code, time_zone, created_at, updated_at)
      values ('matriz', 'BrByte', 'Campo Grande', 'MS', '67', 'America/Campo_Grande', now(), now()),
        ('filial-sp', 'BrByte SP', 'Ribeirão Preto', 'SP', '16', 'America/Sao_Paulo', now(), now()),
        ('filial-am', 'BrByte AM', 'Manaus', 'AM', '92', 'America/Manaus', now(), now()),
        ('filial-pe', 'BrByte PE', 'Recife', 'PE', '81', 'America/Recife', now(), now())`;
    await tx`insert into panels (id, name, created_at, updated_at) select 'painel-' || i, 'Painel ' || i, now(), now() from generate_series(1, 12) i`;
    await tx`
      insert into customers (id, name, kind, trade_name, login, status, birth_date, unit_id, panel_id, plan, city, state, time_zone, contact,
        created_at, updated_at)
      select 'C-' || i,
        case when pg_temp.pick(i, 1, 100) < 8 then 'Empresa ' || i || ' Ltda'
          else (array['Marcos','Ana','João','Márcia','Sebastião','Luís','Antônia','Conceição','Rita','Edvaldo'])[pg_temp.pick(i, 2, 10) + 1]
            || case when pg_temp.pick(i, 3, 200) = 0 then ''
              else ' ' || (array['da Silva','Souza','de Oliveira','Valas','dos Santos Neto','Pereira'])[pg_temp.pick(i, 4, 6) + 1] end end,
        case when pg_temp.pick(i, 1, 100) < 8 then 'company' else 'person' end,
        case when pg_temp.pick(i, 1, 100) < 4 then 'Loja ' || i end,
        case when pg_temp.pick(i, 5, 10) > 0 then 'login' || i end,
        (array['enabled','disabled','lead','removed'])[case when pg_temp.pick(i, 6, 100) < 84 then 1 when pg_temp.pick(i, 6, 100) < 92 then 2
          when pg_temp.pick(i, 6, 100) < 96 then 3 else 4 end],
        case when pg_temp.pick(i, 7, 10) > 0 then date '1940-01-01' + pg_temp.pick(i, 8, 25500) end,
        (array['matriz','filial-sp','filial-am','filial-pe'])[case when pg_temp.pick(i, 9, 100) < 60 then 1 when pg_temp.pick(i, 9, 100) < 85 then 2
          when pg_temp.pick(i, 9, 100) < 95 then 3 else 4 end],
        case when pg_temp.pick(i, 10, 10) > 0 then 'painel-' || (pg_temp.pick(i, 10, 12) + 1) end,
        (array['fibra-100','fibra-300','fibra-500','radio-10','rural'])[pg_temp.pick(i, 11, 5) + 1],
        (array['Campo Grande','Dourados','Ribeirão Preto','São Simão','Manaus','Recife','Olinda'])[pg_temp.pick(i, 12, 7) + 1],
        (array['MS','MS','SP','SP','AM','PE','PE'])[pg_temp.pick(i, 12, 7) + 1],
        case when pg_temp.pick(i, 13, 100) < 2 then 'America/Noronha' end,
        case when pg_temp.pick(i, 14, 1000) < 20 then 'no-marketing' when pg_temp.pick(i, 14, 1000) < 21 then 'deceased' else 'normal' end,
        now() - interval '1 year', now() - interval '1 year'
      from generate_series(1, ${customers}::int) i`;
    await tx`
      insert into customer_phones (customer_id, position, raw, number, kind, billing, marketing)
      select 'C-' || i, p, 'x', case when kind <> 'unusable' then '+5567' || case kind when 'mobile' then '9' || number else '3' || right(number, 7) end end,
        kind, p = 0 or pg_temp.pick(i * 3 + p, 15, 100) < 30, pg_temp.pick(i * 3 + p, 16, 100) < 45
      from generate_series(1, ${customers}::int) i cross join generate_series(0, 2) p
      cross join lateral (select
        case when pg_temp.pick(i * 3 + p, 17, 100) < 3 then 'unusable' when pg_temp.pick(i * 3 + p, 17, 100) < 7 then 'landline' else 'mobile' end as kind,
        lpad((case when p = 0 and pg_temp.pick(i, 18, 100) < 2 then i / 50 else i * 3 + p end)::text, 8, '9') as number) n
      where p = 0 or (p = 1 and pg_temp.pick(i, 19, 100) < 30) or (p = 2 and pg_temp.pick(i, 19, 100) < 5)
      on conflict do nothing`;
    await tx`
      insert into accesses (customer_id, id, status)
      select 'C-' || i, 'cpe-' || a, (array['enabled','blocked','disabled','pending'])[case when pg_temp.pick(i * 2 + a, 20, 100) < 80 then 1
        when pg_temp.pick(i * 2 + a, 20, 100) < 90 then 2 when pg_temp.pick(i * 2 + a, 20, 100) < 97 then 3 else 4 end]
      from generate_series(1, ${customers}::int) i cross join generate_series(1, 2) a where a = 1 or pg_temp.pick(i, 21, 100) < 10`;
    await tx`
      insert into charges (id, customer_id, type, code, document_number, amount_cents, due_date, status, pix_code, payment_url, replaces, first_seen_at,
        announce_created, created_at, updated_at)
      select n::text, 'C-' || i, (array['internet','one_off','support'])[case when pg_temp.pick(n, 22, 100) < 90 then 1
          when pg_temp.pick(n, 22, 100) < 97 then 2 else 3 end],
        n::text, '28' || n, 5000 + pg_temp.pick(n, 23, 30000), current_date - 20 - (k - 2) * 30 + pg_temp.pick(n, 24, 28),
        case when pg_temp.pick(n, 25, 100) < 4 then 'removed' when k <= 2 or pg_temp.pick(n, 25, 100) < 9 then 'open' else 'paid' end,
        case when pg_temp.pick(n, 26, 10) > 0 then '00020126360014br.gov.bcb.pix' || n end, 'https://pagar.brbyte.com/' || n, '[]', now(), false,
        now() - interval '1 year', now() - interval '1 year'
      from generate_series(1, ${customers}::int) i cross join generate_series(1, ${chargesPerCustomer}::int) k
      cross join lateral (select i::bigint * ${chargesPerCustomer}::int + k as n) c`;
    await tx`
      insert into payments (charge_id, id, paid_on, paid_amount_cents, settles, announce, learned_at)
      select id, 'p1', due_date - 3 + pg_temp.pick(id::bigint, 27, 12), amount_cents, true, false, now() from charges where status = 'paid'`;
  });
  for (const table of ['units', 'panels', 'customers', 'customer_phones', 'accesses', 'charges', 'payments']) {
    await sql.unsafe(`vacuum analyze ${table}`);
  }
}
