import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish, populate } from './fixtures/house.ts';

const minutes = 60_000;
const people = 30;
const sender = { role: 'manager' as const, grants: ['send-campaigns' as const] };
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  const { gatewayId } = await furnish(house);
  await house.call('PATCH', `/v1/gateways/${gatewayId}`, { quantity: 10, intervalSeconds: 1 });
  await populate(house, people - 1);
}, 12 * minutes);
afterAll(() => house?.close());

const faults = (settings: object) =>
  fetch(`${house.sandbox.url}/sandbox/faults`, { method: 'PUT', body: JSON.stringify({ receiptDelayMs: 0, ...settings }) });
const arrived = async (words: string) => (await house.texts()).filter(({ text }) => text.includes(words));
const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 30_000 });

test('a campaign starts with a sample, is slowed and paused, and only what failed is sent again', async () => {
  await faults({ refuse: 1, only: { phone: '988000029' } });
  const page = await house.openAs(sender);
  await page.goto(`${house.url}/campanhas`);
  await page.getByRole('link', { name: 'Nova campanha' }).first().click();
  await page.getByLabel('Nome da campanha').fill('Manutenção');
  await page.getByRole('radio', { name: /^Informativo/ }).click();
  await page.getByRole('textbox', { name: 'Texto' }).pressSequentially('Oi {cli_name');
  await page.getByRole('option', { name: /^CLI_NAME Primeiro nome/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(', a rede para hoje.');
  await page.getByText('Oi Marcos, a rede para hoje.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Continuar: Destinatários' }).click();

  await page.getByText('30 pessoas', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Continuar: Conferência' }).click();
  await page.getByText('Clientes habilitados, nos telefones de cobrança.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Continuar: Envio' }).click();
  await page.getByLabel('Enviar primeiro a uma amostra').check();
  await page.getByLabel('Pessoas na amostra').fill('5');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enviar para 30 pessoas' }).click();

  await page.getByRole('button', { name: 'Desfazer' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await heading(page, /^As 5 primeiras já saíram/);
  expect(await arrived('a rede para hoje')).toHaveLength(5);
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole('slider', { name: 'Ritmo permitido' }).press('Home');
  await page.getByText('No máximo 1 a cada 5 s.').waitFor();
  await page.getByRole('button', { name: 'Enviar para o resto (25)' }).click();
  await eventually(async () => (await arrived('a rede para hoje')).length > 5);
  await page.getByRole('button', { name: 'Pausar', exact: true }).click();
  await heading(page, /^Pausada: alguém pausou\. \d+ pessoas esperam\.$/);
  const left = (await arrived('a rede para hoje')).length;
  expect(left).toBeLessThan(people - 10);

  await page.getByRole('slider', { name: 'Ritmo permitido' }).press('End');
  await page.getByText('Vai tão rápido quanto o gateway permite.').waitFor();
  await page.getByRole('button', { name: 'Retomar' }).click();
  await heading(page, /^Terminada: 29 de 30 chegaram/);
  await page.getByText('A operadora não aceita este número ou este texto.').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await arrived('a rede para hoje')).toHaveLength(people - 1);

  await faults({});
  await page.getByRole('button', { name: 'Reenviar o que falhou (1)' }).click();
  await page.getByRole('button', { name: 'Reenviar 1' }).click();
  await heading(page, /^Terminada: 30 de 30 chegaram/);
  const phones = (await arrived('a rede para hoje')).map(({ phone }) => phone);
  expect([phones.length, new Set(phones).size, phones.includes('+5567988000029')]).toEqual([people, people, true]);
}, 120_000);

test('a start that was a mistake is undone in the countdown, and nobody gets anything', async () => {
  const page = await house.openAs(sender);
  await page.goto(`${house.url}/campanhas/${await draft('Engano')}?passo=envio`);
  await page.getByRole('button', { name: 'Enviar para 30 pessoas' }).click();
  await page.getByRole('button', { name: 'Desfazer' }).click();
  await page.getByRole('button', { name: 'Enviar para 30 pessoas' }).waitFor();
  expect(await arrived('Engano')).toEqual([]);
});

test('the keyboard alone starts a campaign and stops it', async () => {
  const page = await house.openAs(sender);
  await draft('Teclado');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await heading(page, /^Campanhas/);
  await tabTo(page, 'Teclado');
  await page.keyboard.press('Enter');
  await heading(page, /^O que a campanha diz/);
  await tabTo(page, '4Envio');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Enviar para 30 pessoas' }).waitFor();
  await tabTo(page, 'Ritmo permitido');
  await page.keyboard.press('Home');
  await tabTo(page, 'Enviar para 30 pessoas');
  await page.keyboard.press('Enter');
  await eventually(async () => (await arrived('Teclado')).length > 0);
  await page.getByRole('button', { name: 'Cancelar campanha' }).waitFor();
  await tabTo(page, 'Cancelar campanha');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Enter');
  await heading(page, /^Cancelada: \d+ pessoas não recebem/);
  expect((await arrived('Teclado')).length).toBeLessThan(people);
}, 60_000);

test('a person who may write but not send sees no button, and the API refuses the start', async () => {
  const id = await draft('Sem direito');
  const page = await house.openAs({ role: 'manager' });
  await page.goto(`${house.url}/campanhas/${id}?passo=envio`);
  await page.getByText(/Quem tem o direito de enviar campanhas/).waitFor();
  expect(await page.getByRole('button', { name: /^Enviar para/ }).count()).toBe(0);
  const status = await page.evaluate(`fetch('/v1/campaigns/${id}/start', { method: 'POST' }).then(({ status }) => status)`);
  expect(status).toBe(403);
});

async function draft(words: string): Promise<string> {
  const audiences = [{ permission: 'billing', customerStatus: ['enabled'] }];
  const body = { name: words, class: 'informative', text: `${words} {CLI_NAME}`, audiences };
  return String((await house.call('POST', '/v1/campaigns', body)).id);
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const mostStops = 120;
  for (let stop = 0; stop < mostStops; stop++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(`document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`);
    if (focused === name) return;
  }
  throw new Error(`Tab never came to "${name}"`);
}
