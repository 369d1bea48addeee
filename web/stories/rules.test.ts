import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  await furnish(house);
  await house.call('POST', '/v1/templates', { name: 'Lembrete', channel: 'sms', text: '{CLI_NAME}, sua fatura vence em breve.' });
  await house.call('PUT', '/v1/charges/768412', { customerId: 'C-1', type: 'internet', amountCents: 14637, dueDate: '2030-12-05' });
}, 12 * minutes);
afterAll(() => house?.close());

test(
  'a rule is changed and another added as a draft, simulated, published, and the charge tells its new dates',
  async () => {
    const page = await house.openAs({ role: 'manager', grants: ['publish-rules'] });
    await page.getByRole('link', { name: 'Envio automático' }).first().click();
    await page.getByRole('heading', { level: 1, name: /^3 regras ligadas: sem bloqueio\.$/ }).waitFor();

    await page.getByRole('button', { name: 'Aviso de bloqueio' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/evite o bloqueio/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await drawer.getByLabel('Quantidade').fill('8');
    await drawer.getByRole('button', { name: 'Salvar no rascunho' }).click();
    await page.getByText('Rascunho com 1 mudança: ainda não vale.').waitFor();

    await page.getByRole('button', { name: 'Adicionar regra' }).click();
    await page.getByRole('menuitem', { name: /^#3/ }).click();
    await page.getByRole('combobox', { name: 'Texto do SMS' }).click();
    await page.getByRole('option', { name: 'Lembrete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Salvar no rascunho' }).click();
    await page.getByText('Rascunho com 2 mudanças: ainda não valem.').waitFor();
    expect((await house.call('GET', '/v1/charges/768412/timeline')).steps).toHaveLength(2);

    await page.getByRole('button', { name: 'Simular' }).click();
    await page.getByText(/^Nada muda em 1 cobrança em aberto\.|^Mudam os textos de/).waitFor();
    expect(page.url()).toContain('levantamento=');
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Publicar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 cobrança em aberto dorme hoje com esta régua.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Publicar para 1 cobrança' }).click();
    await page.getByText('1 cobrança conferida.').waitFor();
    await page.getByText(/^Versão 2 em vigor/).waitFor();

    await page.goto(`${house.url}/cobrancas/768412`);
    await page.getByRole('button', { name: /^3 3 dias antes seg 02.12.2030 09:00/ }).waitFor();
    await page.getByRole('button', { name: /^10 Aviso de bloqueio sex 13.12.2030 09:00/ }).waitFor();
  },
  2 * minutes,
);

test('an order that cannot be is refused beside its field, and nothing of the form is lost', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/envio-automatico?regra=12`);
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'Texto do SMS' }).click();
  await page.getByRole('option', { name: 'Lembrete' }).click();
  await drawer.getByRole('combobox', { name: 'Conta a partir' }).click();
  await page.getByRole('option', { name: 'Do vencimento impresso' }).click();
  await drawer.getByLabel('Quantidade').fill('2');
  await drawer.getByRole('button', { name: 'Salvar no rascunho' }).click();
  await drawer.getByText(/a regra 12 vem antes da regra 10; esperado: aviso, redução, bloqueio, cancelamento nesta ordem/).waitFor();
  expect(await drawer.getByLabel('Quantidade').inputValue()).toBe('2');
});

test('an older version comes back as a draft, and who may not publish sees no button for it', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/envio-automatico`);
  await page.getByRole('button', { name: 'Versões' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Voltar a esta' }).first().click();
  await page
    .getByRole('dialog', { name: /Voltar à versão 1/ })
    .getByRole('button', { name: 'Voltar a esta' })
    .click();
  await page.getByText('Rascunho com 2 mudanças: ainda não valem.').waitFor();
  expect(await page.getByRole('button', { name: 'Publicar' }).count()).toBe(0);
});

test('a quantity above the interval is warned of beside the ladder, with its rate in words', async () => {
  const page = await house.openAs({ role: 'administrator' });
  await page.goto(`${house.url}/envio-automatico`);
  await page.getByLabel('Intervalo de envio (s)').fill('5');
  await page.getByLabel('Quantidade de envios').fill('5');
  await page.getByText('5 a cada 5 s = 1 por segundo').waitFor();
  expect(await page.getByText(/pode congestionar o gateway/).count()).toBe(0);
  await page.getByLabel('Quantidade de envios').fill('10');
  await page.getByText(/pode congestionar o gateway/).waitFor();
});
