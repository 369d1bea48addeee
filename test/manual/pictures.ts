import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grants } from '../../domain/permissions.ts';
import { screens, type TestConsole } from '../console.ts';
import { campaignDraft, finishedCampaign } from '../demo-campaigns.ts';
import { startDemoHouse } from '../demo-house.ts';
import { writeDatesInPageLanguage } from '../page-language.ts';

const minutes = 60_000;
const mostBytes = 180_000;
const mostHeight = 680;
const folder = join(import.meta.dirname, '../../docs/manual/imagens');

/** One screen of the manual: its file, its address, and what is done there before it is taken. */
type Picture = { name: string; path: string; before?: (page: Page) => Promise<void> };

const pictures: Picture[] = [
  { name: 'hoje', path: '/' },
  { name: 'cobrancas', path: '/cobrancas?situacao=open' },
  { name: 'uma-cobranca', path: '/cobrancas/D-900003' },
  { name: 'clientes', path: '/clientes' },
  { name: 'um-cliente', path: '/clientes/D-1008' },
  { name: 'mensagens', path: '/mensagens' },
  { name: 'respostas', path: '/respostas' },
  { name: 'envio-automatico', path: '/envio-automatico' },
  { name: 'relatorios', path: '/relatorios?aba=entrega' },
  { name: 'campanhas', path: '/campanhas' },
  { name: 'uma-campanha', path: '/campanhas', before: (page) => open(page, finishedCampaign, /^Terminada/) },
  {
    name: 'nova-campanha',
    path: '/campanhas',
    before: async (page) => {
      await page.getByRole('link', { name: campaignDraft }).click();
      await page
        .getByRole('button', { name: /Destinatários/ })
        .first()
        .click();
      await page
        .getByText(/^\d+ pessoas?$/)
        .first()
        .waitFor();
    },
  },
  { name: 'templates', path: '/templates' },
  { name: 'um-template', path: '/templates', before: (page) => open(page, /.+/, /.+/) },
  { name: 'gateways', path: '/configuracao/gateways' },
  { name: 'novo-gateway', path: '/configuracao/gateways/novo' },
  { name: 'calendario', path: '/configuracao/calendario' },
  { name: 'unidades', path: '/configuracao/unidades' },
  { name: 'pessoas', path: '/configuracao/pessoas' },
  { name: 'chaves-e-webhooks', path: '/configuracao/chaves' },
  { name: 'auditoria', path: '/configuracao/auditoria' },
  { name: 'primeiros-passos', path: '/primeiros-passos' },
  { name: 'minha-conta', path: '/conta' },
  { name: 'importar', path: '/clientes/importar' },
  { name: 'servico', path: '/configuracao/servico' },
];

let house: TestConsole;
let stopDemo: () => void;
let page: Page;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  ({ house, stopDemo } = await startDemoHouse());
  page = await house.openAs({ name: 'Helena Prado', role: 'administrator', grants: [...grants] });
}, 12 * minutes);
afterAll(async () => {
  stopDemo?.();
  await house?.close();
});

test.each(pictures)('$name', async ({ name, path, before }) => {
  await page.goto(house.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('[class*=Skeleton]').count()).toBe(0);
  await before?.(page);
  await writeDatesInPageLanguage(page);
  const file = join(folder, `${name}.png`);
  await page.screenshot({
    path: file,
    animations: 'disabled',
    clip: { x: 0, y: 0, width: screens.desk.width, height: await heightOf(page) },
  });
  expect(statSync(file).size).toBeLessThan(mostBytes);
});

/** Follows the first such link of the list, and waits for the page that it opens. */
async function open(shown: Page, name: string | RegExp, heading: RegExp): Promise<void> {
  const before = shown.url();
  await shown.getByRole('table').getByRole('link', { name }).first().click();
  await expect.poll(() => shown.url()).not.toBe(before);
  await shown.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** As far as the page has something to show. */
async function heightOf(shown: Page): Promise<number> {
  const end = await shown.evaluate(
    `Math.max(...[...document.querySelectorAll('main *')].map((each) => each.getBoundingClientRect().bottom))`,
  );
  return Math.min(mostHeight, Math.max(640, Math.ceil(Number(end)) + 24));
}
