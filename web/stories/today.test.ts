import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
let house: TestConsole;
let gatewayId: string;

beforeAll(async () => {
  house = await startTestConsole();
  ({ gatewayId } = await furnish(house));
}, 12 * minutes);
afterAll(() => house?.close());

const answersWith = (rules: object[]) => house.call('PATCH', `/v1/gateways/${gatewayId}`, { settings: { rules } });
const write = (text: string) => house.call('POST', '/v1/messages', { customerId: 'C-1', text });

test('the day tells what left, and what stops sending is told at once, with where it is mended', async () => {
  await write('Primeiro texto.');
  const page = await house.openAs({ role: 'administrator' });
  await page.getByRole('heading', { level: 1, name: /^Hoje (sai|saiu) 1 aviso, entre .* Nada espera você\.$/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await answersWith([{ status: 200, outcome: 'misconfigured', reason: 'senha recusada' }]);
  await write('Texto que a operadora recusa.');
  const waiting = page.getByRole('region', { name: 'Esperando você' });
  await waiting.getByText('Operadora de teste parou: senha recusada.').waitFor();
  await page.getByRole('status').filter({ hasText: 'Operadora de teste parou' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await waiting.getByRole('link', { name: 'Corrigir' }).click();
  await page.getByRole('heading', { name: /^Operadora de teste/ }).waitFor();

  await answersWith([{ status: 200, outcome: 'unknown' }]);
  await page.getByRole('status').filter({ hasText: 'Operadora de teste parou' }).waitFor({ state: 'detached' });
});

test('what nobody confirmed is decided on the first page, by who may', async () => {
  const page = await house.openAs({ role: 'operator', grants: ['decide-unknowns'] });
  await page.getByText('1 mensagem sem confirmação.').waitFor();
  await page.getByRole('button', { name: 'Decidir' }).click();
  await page.getByRole('dialog').getByLabel('Considerar não enviada').check();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Considerar 1 não enviada' }).click();
  await page.getByText('Nada espera você.').waitFor();

  const other = await house.openAs({ role: 'operator' });
  await other.getByRole('heading', { level: 1, name: /Nada espera você/ }).waitFor();
  expect(await other.getByRole('button', { name: 'Decidir' }).count()).toBe(0);
});

test('reports say what left and what will, and give it as a table', async () => {
  await house.call('PUT', '/v1/charges/768412', { customerId: 'C-1', code: '768412', amountCents: 14637, dueDate: inDays(3) });
  const page = await house.openAs({ role: 'operator' });
  await page.getByRole('link', { name: 'Relatórios' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'A previsão ainda não foi calculada.' }).waitFor();
  await page.getByRole('button', { name: 'Calcular a previsão' }).click();
  await page.getByRole('heading', { level: 1, name: /^Nos próximos 45 dias (sai|saem) \d+ textos?, por R\$/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Entrega' }).click();
  await page.getByRole('heading', { level: 1, name: /mensage(m|ns) (saiu|saíram); \d+% entregues?/ }).waitFor();
  expect(page.url()).toContain('aba=entrega');
  expect(await seriousFindings(page)).toEqual([]);
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Baixar CSV' }).click()]);
  expect(table.suggestedFilename()).toMatch(/^entrega-.*\.csv$/);
  expect(await readFile(await table.path(), 'utf8')).toMatch(/^\uFEFFDia;Gateway;Enviadas;/);
});

test('what the old system sent is laid beside what would have left here, and each difference leads on', async () => {
  await house.call('PUT', '/v1/charges/768413', { customerId: 'C-1', code: '768413', amountCents: 14637, dueDate: inDays(3) });
  await house.sql`
    insert into shadow_notices (charge_id, key, rule, customer_id, address, text, segments, planned_for, sends_at, recorded_at)
    select '768413', phone, 3, 'C-1', phone, 'Sua fatura vence em 10/11', 1, at, at, at
    from unnest(array['+5567999991234', '+5567999995678']) as phone cross join (values (timestamptz '2026-11-07T13:00:00Z')) as t (at)`;
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/relatorios?aba=comparacao`);
  const compare = async (...lines: string[]) => {
    const file = { name: 'enviados.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole('button', { name: 'Comparar' }).click();
  };
  await compare('Nome;Data', 'Ana;07/11/2026');
  await page.getByText('Telefone: falta a coluna no cabeçalho').waitFor();
  await compare(
    'Telefone;Data;Texto',
    '67999991234;07/11/2026;Sua fatura vence em 10/11',
    '67999990000;07/11/2026;Oi',
    '123;07/11/2026;Oi',
  );
  await page.getByRole('heading', { level: 1, name: /^O sistema antigo enviou 2 textos .*; 1 sairia igual pela Régua\.$/ }).waitFor();
  await page.getByRole('row', { name: /\(67\) 99999-0000/ }).waitFor();
  await page.getByRole('region', { name: '1 linha não pôde ser lida' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Baixar CSV' }).click()]);
  expect(table.suggestedFilename()).toBe('comparacao.csv');
  await page.getByText('Só a Régua envia').click();
  await page.getByRole('link', { name: '(67) 99999-5678' }).click();
  await page.waitForURL(/\/cobrancas\/768413$/);
  await page.goBack();
  await page.getByRole('row', { name: /\(67\) 99999-5678/ }).waitFor();
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
