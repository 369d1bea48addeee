import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  const { gatewayId } = await furnish(house);
  await house.call('PATCH', `/v1/gateways/${gatewayId}`, { accents: 'keep' });
}, 12 * minutes);
afterAll(() => house?.close());

test('an accent that makes a text cost two SMS is seen, mended by a click, and one SMS arrives', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/templates`);
  await page.getByRole('link', { name: 'Novo template' }).click();
  await page.getByLabel('Nome do template').fill('Manutenção');
  await page
    .getByRole('textbox', { name: 'Texto', exact: true })
    .fill('{CLI_NAME}, amanhã das 8h às 12h a rede para: a equipe troca um cabo na sua rua.');
  await page.getByText('2 SMS ·').waitFor();
  await page.getByText(/^Letras que custam: ã/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Trocar ã por a' }).click();
  await page.getByText('1 SMS ·').waitFor();

  await page.getByRole('combobox', { name: 'Para quem' }).fill('marcos');
  await page.getByRole('option', { name: 'Marcos Valas' }).click();
  await page.getByText('Marcos, amanha das 8h às 12h a rede para').waitFor();
  await page.getByRole('button', { name: 'Criar template' }).click();
  await page.getByRole('heading', { level: 1, name: 'Manutenção' }).waitFor();
  const templateId = page.url().split('/').at(-1);

  const { id } = await house.call('POST', '/v1/messages', { customerId: 'C-1', templateId });
  await eventually(async () => (await house.texts()).find(({ text }) => text.startsWith('Marcos, amanha das 8h às 12h')));
  expect(await house.call('GET', `/v1/messages/${id}`)).toMatchObject({ segments: 1, encoding: 'GSM-7' });
});

test('a wrong variable is told with its place, put right by a click, and cannot be saved before', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/templates/novo`);
  await page.getByLabel('Nome do template').fill('Errado');
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Oi {CLI_NOME}');
  await page.getByText('Não existe a variável CLI_NOME (linha 1, coluna 4).').waitFor();
  await page.getByRole('button', { name: 'Criar template' }).click();
  await page.getByText(/esperado: \{CLI_NAME\}/).waitFor();
  await page.getByRole('button', { name: 'Usar {CLI_NAME}' }).click();
  await page.getByText('Oi Marcos').waitFor();
  await page.getByRole('button', { name: 'Criar template' }).click();
  await page.getByRole('heading', { level: 1, name: 'Errado' }).waitFor();
});

test('a text that somebody else changed meanwhile keeps what was typed, says who it was, and is put over only on purpose', async () => {
  const written = { name: 'Aviso de obra', text: 'Obra na rua' };
  const { id } = await house.call('POST', '/v1/templates', written);
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/templates/${id}`);
  const text = page.getByRole('textbox', { name: 'Texto', exact: true });
  await text.fill('Obra na minha rua');
  await house.call('PUT', `/v1/templates/${id}`, { ...written, text: 'Obra na rua de Ana' });
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await page.getByText('Isto mudou enquanto você editava').waitFor();
  await page.getByText(/^Foi mudado por .+, hoje \d\d:\d\d\.$/).waitFor();
  expect(await text.inputValue()).toBe('Obra na minha rua');
  expect(await seriousFindings(page)).toEqual([]);
  expect(await house.call('GET', `/v1/templates/${id}`)).toMatchObject({ text: 'Obra na rua de Ana' });
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await eventually(async () => (await house.call('GET', `/v1/templates/${id}`)).text === 'Obra na minha rua');
});

test('a text that the ladder uses is worked on as a draft that nobody gets, and published once it was said to how many', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/templates`);
  await page.getByRole('link', { name: 'Aviso', exact: true }).click();
  await page.getByText(/^Usado em: regra #/).waitFor();
  const id = page.url().split('/').at(-1);
  const before = await house.call('GET', `/v1/templates/${id}`);
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('{CLI_NAME}, veja sua fatura {COB_CODE}.');
  await page.getByRole('button', { name: 'Salvar rascunho' }).click();
  await page.getByText(/^Abaixo está o rascunho de hoje/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await house.call('GET', `/v1/templates/${id}`)).toMatchObject({ text: before.text, version: before.version });
  await page.reload();
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('dialog').getByText('O texto novo vale na hora').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await eventually(async () => (await house.call('GET', `/v1/templates/${id}`)).version === Number(before.version) + 1);
  await page.getByText(/^Abaixo está o rascunho/).waitFor({ state: 'detached' });
});

test('a template that the ladder uses is not deleted, and the console says where it is used', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/templates`);
  await page.getByRole('link', { name: 'Aviso', exact: true }).click();
  await page.getByRole('button', { name: 'Apagar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apagar' }).click();
  await page.getByText(/usado pela régua ou campanha/).waitFor();
});
