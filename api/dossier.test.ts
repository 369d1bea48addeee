import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { readDossier } from '../db/queries/dossier.ts';
import { queueMessages } from '../db/queries/messages.ts';
import { readCharge } from '../db/queries/read-charges.ts';
import { manualMessage } from '../test/manual-message.ts';
import { planCharges } from './charge-plans.ts';
import { dossierPage } from './dossier.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { putProvider, startService } from './fixtures/provider.ts';

const now = '2026-12-01T12:00:00.000Z';
let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  const { gatewayId } = await startService(api);
  const text = {
    kind: 'notice' as const,
    gatewayId,
    chargeId: '768412',
    customerId: 'C-1',
    rule: 3,
    text: 'Olá, sua fatura vence amanhã 😀',
  };
  const [id = 0] = await queueMessages(api.deps.db.db, [manualMessage(now, text)], now);
  await api.deps.db.sql`update messages set state = 'delivered', provider_id = 'op-77' where id = ${id}`;
  await api.deps.db
    .sql`insert into message_events (message_id, at, state) values (${id}, ${now}, 'accepted'), (${id}, ${now}, 'delivered')`;
  await api.post('/v1/charges/768412/proofs', { number: 10, channel: 'letter', at: '2026-12-01T07:00:00-04:00', evidence: 'AR BR123' });
  await api.post('/v1/holds', { scope: { chargeId: '768412' }, kind: 'contested', reason: 'valor contestado' });
  await api.post('/v1/charges/768412/payment', { paidAt: '2026-11-30', paidAmountCents: 100, settles: false, paymentId: 'p-1' });
});
afterAll(() => api.close());

async function page(seesFullPhones: boolean) {
  const { db } = api.deps.db;
  const charge = await readCharge(db, '768412');
  const plan = (await planCharges(db, { catalogue: createCatalogueCache(db), chargeIds: ['768412'], now })).get('768412');
  if (charge === null || plan === undefined) throw new Error('The charge is not there.');
  const dossier = await readDossier(db, { chargeId: '768412', customerId: charge.customerId });
  const { facts, effectiveDueDate } = plan;
  return dossierPage({ charge, facts, dossier, effectiveDueDate, timeZone: 'America/Campo_Grande', now, seesFullPhones });
}

const linesOf = (made: Awaited<ReturnType<typeof page>>, title: string) =>
  made.sections.find((section) => section.title === title)?.lines.map(({ when, text, details }) => [when, text, ...details].join(' | ')) ??
  [];

test('the dossier tells every text with its life, proofs, payments, holds and who did what, in local time', async () => {
  const made = await page(true);
  expect(linesOf(made, 'Textos')).toEqual([
    '01/12/2026 08:00:00 | Aviso #3 para +5567999991234: entregue | “Olá, sua fatura vence amanhã 😀” | 01/12/2026 08:00:00 na fila | 01/12/2026 08:00:00 na operadora | 01/12/2026 08:00:00 entregue | Identificação na operadora: op-77',
  ]);
  expect(linesOf(made, 'Provas por outros meios')[0]).toMatch(
    /^01\/12\/2026 07:00:00 \| Aviso #10 por carta, registrado por chave \d \| AR BR123$/,
  );
  expect(linesOf(made, 'Pagamentos')[0]).toMatch(/^30\/11\/2026 \| R\$1,00, em parte, conhecido em 01\/12\/2026/);
  expect(linesOf(made, 'Suspensões e isenções')[0]).toMatch(/contestação sem data de fim, por chave \d \| valor contestado$/);
  expect(linesOf(made, 'Quem fez o quê').join()).toMatch(/cobrança criada, por chave \d/);
});

test('somebody who may not see phones reads them masked in it', async () => {
  expect(linesOf(await page(false), 'Textos').join()).not.toContain('99991234');
});

test('the dossier is a PDF, also with characters that its letters do not have', async () => {
  const headers = { Authorization: `Bearer ${await api.addKey('charges:read')}` };
  const answer = await api.app.request('/v1/charges/768412/dossier.pdf', { headers });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(2_000);
  expect((await api.get('/v1/charges/nenhuma/dossier.pdf')).status).toBe(404);
});
