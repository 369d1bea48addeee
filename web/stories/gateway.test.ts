import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  await house.call('PATCH', '/v1/settings', { service: 'on' });
}, 12 * minutes);
afterAll(() => house?.close());

test('a gateway is added by the form of its provider and tried out with one text that arrives', async () => {
  const page = await house.openAs({ role: 'administrator' });
  await page.getByRole('link', { name: 'Gateways' }).first().click();
  await page.getByRole('link', { name: 'Novo gateway' }).click();
  await page.getByRole('heading', { name: 'Qual é o seu provedor?' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: /^Facilita M/ }).click();

  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByLabel('Porta').fill(String(new URL(house.sandbox.url).port));
  await page.getByLabel('SSL').uncheck();
  await page.getByLabel('Usuário', { exact: true }).fill('u');
  await page.getByLabel('Senha', { exact: true }).fill('p');
  await page.getByLabel('Quantidade de envios').fill('10');
  await page.getByText('10 a cada 5 s = 2 por segundo').waitFor();
  await page.getByText(/pode congestionar o gateway/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Criar e testar' }).click();

  await page.getByRole('textbox', { name: 'Celular' }).fill('(67) 99999-4321');
  await page.getByRole('button', { name: 'Enviar teste' }).click();
  await page.getByText(/^Aceita pela operadora ·/).waitFor();
  const text = await eventually(async () => (await house.texts()).find(({ phone }) => phone === '+5567999994321'));
  expect(text.text).toContain('Teste da R');

  await page.getByRole('button', { name: 'Aposentar gateway' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Aposentar gateway' }).click();
  await page.getByText(/^Aposentado desde/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Gateways' }).first().click();
  await page.getByRole('heading', { name: 'Aposentados' }).waitFor();
});

test('a field that the provider cannot take is told beside it, and what was typed stays', async () => {
  const page = await house.openAs({ role: 'administrator' });
  await page.goto(`${house.url}/configuracao/gateways/novo?servico=generic`);
  await page.getByLabel('Nome do gateway').fill('Com erro');
  await page.getByLabel('Host').fill('http://sms.example.com');
  await page.getByLabel('API/URL').fill('/send?to={d}&m={m}');
  await page.getByRole('button', { name: 'Criar e testar' }).click();
  await page
    .getByText(/esperado/)
    .first()
    .waitFor();
  expect(await page.getByLabel('Host').inputValue()).toBe('http://sms.example.com');
});

test('a person without the right sees no switch, and the API refuses the call all the same', async () => {
  const page = await house.openAs({ role: 'operator' });
  await page.goto(`${house.url}/configuracao/gateways`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('button', { name: 'Pausar' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Novo gateway' }).count()).toBe(0);
  const status = await page.evaluate(
    `fetch('/v1/gateways', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then(({ status }) => status)`,
  );
  expect(status).toBe(403);
});
