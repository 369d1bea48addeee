import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { Pool } from 'undici';

/**
 * The least that sends with a full record per text: claims a hundred rows in one statement, calls over a pool of connections, and writes
 * the answers every 25 ms, claim, call and settlement overlapping. Rows are those of `bare_messages`; nothing may stop them. What a
 * campaign is measured against.
 */
const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: '' },
    path: { type: 'string', default: '' },
    connections: { type: 'string', default: '100' },
    database: { type: 'string', default: '' },
  },
});
const connections = Number(values.connections);
const batch = 100;
const settleEveryMs = 25;

type Row = { id: string; address: string; text: string };

const sql = postgres(values.database, { max: 4, onnotice: () => {} });
const pool = new Pool(values.origin, { connections, pipelining: 1 });
const ready: Row[] = [];
const answered: { id: string; providerId: string }[] = [];
let calling = 0;
let isEmpty = false;

async function claim(): Promise<void> {
  const rows = await sql<Row[]>`
    with picked as (
      select id from bare_messages where state = 'queued' order by priority, not_before, id limit ${batch} for update skip locked
    ), claimed as (
      update bare_messages m set state = 'sending', claimed_by = 'bare', lease_until = now() + interval '30 s', updated_at = now()
      from picked where m.id = picked.id returning m.id, m.address, m.text
    ), events as (
      insert into bare_events (message_id, at, state) select id, now(), 'sending' from claimed
    )
    select id, address, text from claimed`;
  isEmpty = rows.length === 0;
  ready.push(...rows);
}

async function call({ id, address, text }: Row): Promise<void> {
  const path = values.path.replace('{d}', encodeURIComponent(address)).replace('{m}', encodeURIComponent(text));
  const { body } = await pool.request({ method: 'GET', path });
  answered.push({ id, providerId: (await body.text()).slice(3) });
}

function callNext(): void {
  while (calling < connections) {
    const next = ready.shift();
    if (next === undefined) return;
    calling += 1;
    void call(next).finally(() => {
      calling -= 1;
      callNext();
    });
  }
}

async function settle(): Promise<void> {
  const settled = answered.splice(0);
  if (settled.length === 0) return;
  await sql`
    with settled as (
      update bare_messages m set state = 'accepted', provider_id = a.provider_id, sent_at = now(), claimed_by = null, lease_until = null,
        updated_at = now()
      from unnest(${settled.map(({ id }) => id)}::bigint[], ${settled.map(({ providerId }) => providerId)}::text[]) as a (id, provider_id)
      where m.id = a.id and m.state = 'sending' returning m.id
    )
    insert into bare_events (message_id, at, state) select id, now(), 'accepted' from settled`;
}

async function claimAlways(): Promise<void> {
  while (!isEmpty) {
    if (ready.length < batch) {
      await claim();
      callNext();
    } else await pause(1);
  }
}

async function settleAlways(): Promise<void> {
  while (!isEmpty || calling > 0 || ready.length > 0 || answered.length > 0) {
    await pause(settleEveryMs);
    await settle();
  }
}

await Promise.all([claimAlways(), settleAlways()]);
await pool.close();
await sql.end();
