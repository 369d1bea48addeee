import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  await furnish(house);
  const charge = { customerId: 'C-1', type: 'internet', code: '768412', amountCents: 14637, dueDate: '2030-12-05' };
  await house.call('PUT', '/v1/charges/768412', charge);
  await house.call('PUT', '/v1/charges/768413', { ...charge, code: '768413', paymentUrl: 'https://pagar.example/768413' });
}, 12 * minutes);
afterAll(() => house?.close());

const textWith = (words: string) => eventually(async () => (await house.texts()).find(({ text }) => text.includes(words)));

test('a payment recorded by hand ends the ladder, and the customer is told', async () => {
  await textWith('nova fatura 768412');
  const page = await house.openAs({ role: 'manager' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Buscar em tudo' }).waitFor();
  await page.keyboard.type('marcos');
  await page.getByRole('option', { name: /768412/ }).click();

  await page.getByRole('heading', { name: 'O aviso de bloqueio sai ter 10/12/2030 09:00.' }).waitFor();
  await page.getByRole('button', { name: /^10 Aviso de bloqueio ter 10.12.2030 09:00/ }).click();
  await page.getByRole('dialog').getByText('Marcos, evite o bloqueio.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Registrar pagamento' }).click();
  await page.getByLabel('Valor pago').fill('146,37');
  await page.getByRole('button', { name: 'Registrar R$ 146,37' }).click();
  await page.getByRole('heading', { name: /^Paga em / }).waitFor();
  expect((await textWith('recebemos R$146,37')).phone).toBe('+5567999991234');
});

test('the life of a message tells what the carrier answered, and a link to it can be sent to a colleague', async () => {
  const page = await house.openAs({ role: 'manager' });
  await page.getByRole('link', { name: 'Mensagens' }).first().click();
  const row = page.getByRole('row', { name: /nova fatura 768412/ });
  await row.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Resposta da operadora').waitFor();
  expect(page.url()).toMatch(/\/mensagens\?mensagem=\d+$/);
  expect(await seriousFindings(page)).toEqual([]);
});

test('a person whose session ended in the middle of something signs in over it and goes on', async () => {
  const page = await house.openAs({ role: 'manager', email: 'sessao@example.com' });
  await page.goto(`${house.url}/cobrancas/768412`);
  await page.getByRole('button', { name: 'Estornar' }).click();
  await page.getByRole('button', { name: 'Estornar R$ 146,37' }).waitFor();
  await house.sql`delete from sessions`;
  await page.getByRole('button', { name: 'Estornar R$ 146,37' }).click();
  const again = page.getByRole('dialog', { name: 'Entrar na Régua' });
  await again.getByText('Sua sessão terminou.').waitFor();
  await again.getByLabel('E-mail').fill('sessao@example.com');
  await again.getByLabel('Senha', { exact: true }).fill('quatro palavras ao acaso');
  await again.getByRole('button', { name: 'Entrar' }).click();
  await again.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Estornar R$ 146,37' }).click();
  await page.getByRole('heading', { name: /^O aviso de bloqueio sai / }).waitFor();
});

test('a promise to pay holds the ladder until its day, and ends at once when somebody ends it', async () => {
  const page = await house.openAs({ role: 'operator' });
  await page.goto(`${house.url}/cobrancas/768413`);
  await page.getByRole('button', { name: 'Promessa de pagamento' }).click();
  await page
    .getByRole('dialog')
    .getByText(/Até o dia prometido/)
    .waitFor();
  expect(await page.getByText(/Lembrete em/).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: /^Registrar promessa para/ }).click();
  await page.getByText('Suspensão registrada').waitFor();
  await page.getByRole('button', { name: 'Encerrar suspensão' }).waitFor();
  await page.getByText(/até \S+ \d\d.\d\d, volta em \S+ \d\d.\d\d: Prometeu pagar/).waitFor();
  const { holds } = await house.call('GET', '/v1/charges/768413');
  expect(holds).toMatchObject([{ kind: 'promise', reason: 'Prometeu pagar' }]);

  await page.getByRole('button', { name: 'Encerrar suspensão' }).click();
  await page.getByText(/Suspensão encerrada/).waitFor();
  expect((await house.call('GET', '/v1/charges/768413')).holds).toEqual([]);
});

test('the second copy goes from the page of the customer to the phone', async () => {
  const page = await house.openAs({ role: 'operator' });
  await page.goto(`${house.url}/clientes/C-1`);
  await page.getByRole('heading', { name: /^Nada atrasado; R\$\s\S+ a vencer em/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enviar 2ª via' }).click();
  await page.getByRole('button', { name: 'Enviar para (67) 99999-1234' }).click();
  const text = await eventually(async () => (await house.texts()).find(({ text: words }) => words.includes('pagar.example')));
  expect(text).toMatchObject({
    phone: '+5567999991234',
    text: 'Pague a fatura de R$146,37 com vencimento em 05/12/2030: https://pagar.example/768413',
  });
});

test('a block without a proven warning shows no hour and nothing that would be refused, and goes on once the warning is proven', async () => {
  const { name, appliesTo, rules } = (await house.call('GET', '/v1/rule-sets/default')) as { rules: { number: number }[] } & Record<
    string,
    unknown
  >;
  const block = { ...rules.find(({ number }) => number === 10), number: 12, event: 'total_block', offset: { days: 15 } };
  await house.call('PUT', '/v1/rule-sets/default', { name, appliesTo, rules: [...rules, block] });
  await house.call('POST', '/v1/rule-sets/default/publish', {});
  const dueDate = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
  await house.call('PUT', '/v1/charges/768414', { customerId: 'C-1', code: '768414', amountCents: 9_900, dueDate });
  await eventually(async () => (await house.texts()).find(({ text }) => text.includes('768414')));
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/cobrancas/768414`);
  await page.getByRole('heading', { name: 'Bloqueio total só acontece depois da prova do aviso de bloqueio.' }).waitFor();
  await page.getByText('sem hora até o aviso estar comprovado').waitFor();
  await page.getByText('Como vai chegar').waitFor({ state: 'detached' });
  expect(await page.getByText('suspenso').count()).toBe(0);
  await page.getByRole('button', { name: 'Bloqueio total', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: '#12 Bloqueio total' });
  await drawer.getByText('espera o aviso').waitFor();
  expect(await drawer.getByRole('button', { name: 'Enviar agora' }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Comprovar aviso' }).click();
  await page.getByRole('button', { name: 'Registrar aviso' }).click();
  const answer = page.getByRole('heading', { name: /^Bloqueio total \S+ \d/ });
  await answer.waitFor();
  await page.keyboard.press('Escape');
  await answer.getByRole('button', { name: 'por quê?' }).click();
  await page.getByText(/^15 dias depois do aviso comprovado, de \S+ \d\d.\d\d: /).waitFor();
});
