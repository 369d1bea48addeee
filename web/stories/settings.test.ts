import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  await furnish(house);
}, 12 * minutes);
afterAll(() => house?.close());

test('a key for the billing system is shown once, opens what was chosen and nothing else, and opens nothing once revoked', async () => {
  const page = await house.openAs({ role: 'administrator' });
  await page.getByRole('link', { name: 'Chaves e webhooks' }).first().click();
  await page.getByRole('button', { name: 'Nova chave' }).click();
  await page.getByLabel('Nome').fill('ERP da matriz');
  await page.getByRole('button', { name: 'Sistema de cobrança' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Criar e mostrar a chave' }).click();
  const shown = page.getByRole('region', { name: 'Chave de ERP da matriz' });
  const key = await shown.locator('code').textContent();
  await page.getByRole('button', { name: 'Já guardei' }).click();
  await shown.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(key);

  const asks = async (path: string) => (await house.app.request(path, { headers: { Authorization: `Bearer ${key}` } })).status;
  expect([await asks('/v1/customers'), await asks('/v1/users')]).toEqual([200, 403]);
  await page.getByRole('listitem').filter({ hasText: 'ERP da matriz' }).getByRole('button', { name: 'Revogar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revogar' }).click();
  await page.getByText('Chave revogada').waitFor();
  expect(await asks('/v1/customers')).toBe(401);
});

test('a city without holidays gets its anniversary, and the audit says who told of it', async () => {
  const place = { city: 'Corumbá', state: 'MS' };
  await house.call('PUT', '/v1/customers/C-2', { name: 'Lia Paz', unit: 'matriz', ...place, phones: [] });
  const page = await house.openAs({ role: 'manager', name: 'Gil Prado' });
  await page.goto(`${house.url}/configuracao/calendario?ano=2030`);
  await page.getByText('Corumbá, MS').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('listitem').filter({ hasText: 'Corumbá, MS' }).getByRole('button', { name: 'Acrescentar' }).click();
  await page.getByLabel('Dia', { exact: true }).fill('2030-09-21');
  await page.getByLabel('Nome').fill('Aniversário de Corumbá');
  await page.getByLabel('Todo ano neste dia').check();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Guardar feriado' }).click();
  await page.getByText(/Feriado guardado/).waitFor();
  await page.getByText('Corumbá, MS').waitFor({ state: 'detached' });
  const { items } = await house.call('GET', '/v1/holidays');
  expect(items).toMatchObject([{ date: '2030-09-21', yearly: true, scope: place, business: true, sending: true }]);

  const auditor = await house.openAs({ role: 'administrator' });
  await auditor.goto(`${house.url}/configuracao/auditoria?assunto=holiday`);
  const change = auditor.getByRole('listitem').filter({ hasText: 'Gil Prado' });
  await change.getByRole('button', { name: 'Ver antes e depois' }).click();
  await change.getByRole('row', { name: /name vazio Aniversário de Corumbá/ }).waitFor();
  expect(await seriousFindings(auditor)).toEqual([]);
});
