import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportApp } from './fixtures/import-app.ts';

let app: Awaited<ReturnType<typeof createImportApp>>;
beforeAll(async () => {
  app = await createImportApp();
});
beforeEach(async () => {
  await app.empty();
  await app.sql`truncate holds, settlements, alerts, webhooks cascade`;
});
afterAll(() => app.close());

const header = 'Código;Cliente;Valor;Vencimento;Situação\n';
const line = (number: number) => `${number};1;10,00;05/12/2026;Aberto\n`;
/** A base of so many open charges, and a file of it without some. */
const fileOf = (count: number, without: number[] = []) =>
  header +
  Array.from({ length: count }, (_, index) => index + 1)
    .filter((number) => !without.includes(number))
    .map(line)
    .join('');
async function base(count: number) {
  await app.post('customers', 'Código;Nome;Unidade;Celular\n1;Ana;matriz;67999991234\n');
  await app.post('charges?mode=takeover', fileOf(count));
  await app.sql`truncate outbox`;
}
const held = async () =>
  (await app.sql`select charge_id, created_by, until from holds order by charge_id, created_at`).map(
    ({ charge_id, created_by, until }) => `${charge_id} ${String(created_by).split(':')[0]}${until === null ? '' : ' over'}`,
  );
const alerts = async () => (await app.sql`select kind from alerts where cleared_at is null`).map(({ kind }) => kind);

describe('a snapshot', () => {
  it('holds and lists the open charges that it lacks, and no other', async () => {
    await base(41);
    await app.post('charges', `${header}3;1;10,00;05/12/2026;Removido\n`);
    const answer = await app.post('charges?snapshot=1', fileOf(41, [3, 7, 9]));
    expect(answer.body).toMatchObject({
      unchanged: 38,
      warnings: 2,
      lines: [
        { line: 0, severity: 'warning', field: 'Código', value: '7', code: 'missing-from-file' },
        { line: 0, value: '9', code: 'missing-from-file' },
      ],
    });
    expect(await held()).toEqual(['7 import', '9 import']);
    expect((await app.sql`select id from charges where revision > 1 and status = 'open' order by id`).map(({ id }) => id)).toEqual([
      '7',
      '9',
    ]);
    expect(await alerts()).toEqual([]);
  });

  it('gives back what it names again, and holds the same charge once however often it is missing', async () => {
    await base(40);
    await app.post('charges?snapshot=1', fileOf(40, [7, 9]));
    await app.post('charges?snapshot=1', fileOf(40, [7, 9]));
    expect(await held()).toEqual(['7 import', '9 import']);
    await app.sql`truncate outbox`;
    await app.post('charges?snapshot=1', fileOf(40, [9]));
    expect(await held()).toEqual(['7 import over', '9 import']);
    expect((await app.sql`select target from outbox where kind = 'charge'`).map(({ target }) => target)).toEqual(['7']);
    await app.post('charges?snapshot=1', fileOf(40, [7, 9]));
    expect(await held()).toEqual(['7 import over', '7 import', '9 import']);
  });

  it('leaves a charge to the person who gave it back', async () => {
    await base(40);
    await app.post('charges?snapshot=1', fileOf(40, [7]));
    await app.sql`update holds set until = "from", released_at = "from", released_by = 'user:u-1'`;
    await app.post('charges?snapshot=1', fileOf(40, [7]));
    expect(await held()).toEqual(['7 import over']);
  });

  it('that lacks more than one in twenty holds nobody, and a person is told until a whole one comes', async () => {
    await base(40);
    const answer = await app.post('charges?snapshot=1', fileOf(40, [7, 8, 9]));
    expect(answer.body).toMatchObject({ warnings: 1, lines: [{ code: 'snapshot-incomplete', value: '3' }] });
    expect([await held(), await alerts()]).toEqual([[], ['snapshot-incomplete']]);
    await app.post('charges?snapshot=1', fileOf(40, [7, 8]));
    expect([await held(), await alerts()]).toEqual([['7 import', '8 import'], []]);
  });

  it('that lacks half the base alerts, and says how many', async () => {
    await base(20);
    const [first] = (await app.post('charges?snapshot=1', fileOf(10))).body.lines;
    expect(first.message).toContain('faltam 10 das 20');
    expect(await held()).toEqual([]);
  });

  it('tried dry lists what it would hold, and holds nothing', async () => {
    await base(40);
    const answer = await app.post('charges?snapshot=1&dryRun=1', fileOf(40, [7]));
    expect(answer.body.lines).toMatchObject([{ value: '7', code: 'missing-from-file' }]);
    await app.post('charges?snapshot=1&dryRun=1', fileOf(10));
    expect([await held(), await alerts()]).toEqual([[], []]);
  });

  it('of a file that is none holds nothing: without the flag a missing charge is only not named', async () => {
    await base(40);
    await app.post('charges', fileOf(40, [7]));
    expect(await held()).toEqual([]);
  });
});

describe('a payments file with a date', () => {
  const payments = 'Cobrança;Pagamento;Valor pago\n1;20/11/2026;10,00\n';
  const known = async () =>
    (await app.sql`select unit_id, processed_through::text as through, updated_by from settlements order by unit_id`).map(
      ({ unit_id, through, updated_by }) => `${unit_id} ${through} ${String(updated_by).split(':')[0]}`,
    );

  it('says through which date its unit’s payments are known', async () => {
    await base(3);
    const answer = await app.post('payments?processedThrough=2026-11-20&unit=matriz', payments);
    expect(answer.body).toMatchObject({ created: 1, warnings: 0 });
    expect(await known()).toEqual(['matriz 2026-11-20 import']);
    await app.post('payments?processedThrough=2026-11-21', payments);
    expect((await known()).map((row) => row.split(' ')[1])).toEqual(Array(4).fill('2026-11-21'));
  });

  it('with a refused line says nothing: who paid by that line would be chased', async () => {
    await base(3);
    const answer = await app.post('payments?processedThrough=2026-11-20', `${payments}none;20/11/2026;10,00\n`);
    expect(answer.body).toMatchObject({ created: 1, rejected: 1 });
    expect(answer.body.lines.at(-1)).toMatchObject({ code: 'not-settled', value: '2026-11-20' });
    expect(await known()).toEqual([]);
  });

  it('tried dry says nothing either', async () => {
    await base(3);
    await app.post('payments?processedThrough=2026-11-20&dryRun=1', payments);
    expect(await known()).toEqual([]);
  });

  it.each([
    ['payments?processedThrough=2026-11-24', 'processedThrough'],
    ['payments?processedThrough=2026-11-31', 'processedThrough'],
    ['payments?processedThrough=2026-11-20&unit=none', 'unit'],
    ['payments?unit=matriz', 'unit'],
    ['charges?processedThrough=2026-11-20', 'processedThrough'],
    ['payments?snapshot=1', 'snapshot'],
    ['customers?snapshot=1', 'snapshot'],
    ['charges?snapshot=yes', 'snapshot'],
  ])('as %s is refused before the file is read', async (path, field) => {
    await base(3);
    expect(await app.post(path, payments)).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
    expect(await app.count('imports')).toBe(2);
  });

  it('whose date goes back is refused with what is stored', async () => {
    await base(3);
    await app.post('payments?processedThrough=2026-11-20&unit=matriz', payments);
    const answer = await app.post('payments?processedThrough=2026-11-19', payments);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'processedThrough' }] } });
    expect(answer.body.errors[0].expected).toContain('2026-11-20 (matriz)');
  });
});

describe('the end of an import', () => {
  it('is told to webhooks with its counts; a dry run is not', async () => {
    await app.sql`
      insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
      values ('w', 'https://erp.example.com/', '["import.finished"]', 'ids', true, 'x', now(), now())`;
    await base(3);
    await app.post('charges?dryRun=1', fileOf(3));
    const told = await app.sql`select data from webhook_deliveries order by id`;
    expect(told.map(({ data }) => `${data.kind} ${data.state} ${data.created}`)).toEqual(['customers finished 1', 'charges finished 3']);
  });
});
