import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { seriousFindings } from './fixtures/accessibility.ts';

const minutes = 60_000;
const clients = fileURLToPath(new URL('../../test/fixtures/erp-export/clientes.csv', import.meta.url));
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  const unit = { state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' };
  for (const id of ['matriz', 'filial-sp', 'filial-am', 'filial-pe']) await house.call('PUT', `/v1/units/${id}`, { ...unit, name: id });
  for (const id of ['a', 'b']) await house.call('PUT', `/v1/panels/painel-${id}`, { name: `Painel ${id.toUpperCase()}` });
}, 12 * minutes);
afterAll(() => house?.close());

test(
  'an export with bad lines is checked first, then kept; the bad lines are listed and downloaded to be mended',
  async () => {
    const page = await house.openAs({ role: 'manager' });
    await page.getByRole('link', { name: 'Clientes' }).first().click();
    await page.getByRole('link', { name: 'Importar' }).click();
    await page.getByText('Nenhum arquivo importado ainda.').waitFor();
    await page.locator('input[type=file]').setInputFiles(clients);
    await page.getByRole('button', { name: 'Conferir sem gravar' }).click();
    await page.getByRole('heading', { name: 'Clientes: 1.987 linhas podem entrar. 13 foram recusadas.' }).waitFor({ timeout: minutes });
    await page
      .getByRole('row', { name: /recusada Nome/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Importar 1.987 linhas' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect((await house.call('GET', '/v1/customers')).items).toEqual([]);

    await page.getByRole('button', { name: 'Importar 1.987 linhas' }).click();
    await page.getByRole('heading', { name: 'Clientes: 1.987 linhas entraram. 13 foram recusadas.' }).waitFor({ timeout: minutes });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Baixar linhas com problema' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\uFEFFLinha;Tipo;Campo;Valor;Código;O que houve');
    expect(lines.filter((line) => /;Recusada;Nome;/.test(line))).toHaveLength(13);

    await page.getByRole('link', { name: 'Clientes (conferência)' }).click();
    await page.getByText('Conferência: nada foi gravado.').waitFor();
  },
  3 * minutes,
);

test('a file that is something else is refused whole, with every column that it lacks', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/clientes/importar`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'boletos.csv', mimeType: 'text/csv', buffer: Buffer.from('Nome;Código\nAna;1\n') });
  await page.getByRole('button', { name: 'Conferir sem gravar' }).click();
  const refused = page.getByRole('alert');
  await refused.getByText('dueDate: falta a coluna').waitFor();
  await refused.getByText('amountCents: falta a coluna').waitFor();
});
