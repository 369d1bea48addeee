import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
}, 12 * minutes);
afterAll(() => house?.close());

test('in an empty house somebody who may not begin is told who can', async () => {
  const page = await house.openAs({ role: 'viewer' });
  await page.getByText('Quem administra ainda não cadastrou a primeira unidade.').waitFor();
  expect(await page.getByRole('link', { name: /Primeiros passos|Começar/ }).count()).toBe(0);
});

test(
  'an empty house leads from its first page to the first text, step by step, and finds each step again',
  async () => {
    const page = await house.openAs({ role: 'administrator' });
    await page.getByRole('heading', { name: 'Aqui ainda não há nada' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Começar' }).click();
    await page.getByRole('heading', { name: 'Faltam 5 passos para o primeiro texto.' }).waitFor();

    const name = page.getByLabel('Nome nos textos');
    await page.getByRole('button', { name: 'Criar unidade' }).click();
    await page.getByText('Falta preencher.').waitFor();
    expect(await name.evaluate((field) => [field === document.activeElement, field.getAttribute('aria-invalid')])).toEqual([true, 'true']);
    expect(await seriousFindings(page)).toEqual([]);
    await name.fill('NetSul');
    await page.getByText('Falta preencher.').waitFor({ state: 'detached' });
    await page.getByLabel('CNPJ').fill('123');
    await page.getByRole('button', { name: 'Criar unidade' }).click();
    await page.getByText(/esperado: um CNPJ com os dígitos verificadores certos/).waitFor();
    expect(await page.getByLabel('CNPJ').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('CNPJ').fill('04.746.638/0001-27');
    await page.getByRole('button', { name: 'Criar unidade' }).click();
    await page.getByRole('heading', { name: 'Faltam 4 passos para o primeiro texto.' }).waitFor();
    await page.getByRole('button', { name: 'Rever' }).click();
    expect(await page.getByLabel('Nome nos textos').inputValue()).toBe('NetSul');
    await page.getByRole('button', { name: 'Abrir' }).first().click();
    await page.getByRole('button', { name: 'Usar a operadora de teste' }).click();
    await page.getByRole('heading', { name: 'Faltam 3 passos para o primeiro texto.' }).waitFor();

    await page.getByRole('link', { name: 'Importar um arquivo' }).click();
    const buffer = Buffer.from('Código;Nome;Unidade;Celular\nC-1;Marcos Valas;matriz;(67) 99999-1234\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'clientes.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Conferir sem gravar' }).click();
    await page.getByRole('button', { name: 'Importar uma linha' }).click();
    await page.getByRole('heading', { name: /^Clientes: Uma linha entrou/ }).waitFor();

    await page.getByRole('link', { name: 'Primeiros passos' }).first().click();
    await page.getByRole('heading', { name: 'Faltam 2 passos para o primeiro texto.' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Guardar o texto' }).click();
    await page.getByText('Ola, Marcos! Sua fatura NetSul de R$146,37').waitFor();
    await page.getByLabel('Seu celular').fill('(67) 98888-4321');
    await page.getByRole('button', { name: 'Enviar para mim' }).click();
    await page.getByRole('heading', { name: 'Tudo pronto: a Régua já enviou o primeiro texto.' }).waitFor();
    await page.getByText(/^Aceita pela operadora/).waitFor();
    await page.getByRole('link', { name: 'Abrir a caixa de entrada da operadora de teste' }).waitFor();
    const ahead = page.getByRole('link', { name: /^(Abrir|Rever): / });
    expect(await ahead.allInnerTexts()).toEqual(['Abrir', 'Abrir', 'Rever', 'Abrir']);
    const text = await eventually(async () => (await house.texts()).find(({ phone }) => phone === '+5567988884321'));
    expect(text.text).toContain('Sua fatura NetSul de R$146,37 vence em');
    expect(await seriousFindings(page)).toEqual([]);
  },
  3 * minutes,
);
