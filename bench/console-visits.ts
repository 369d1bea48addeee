import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { makeOneTimePassword } from '../db/one-time-password.ts';
import { createUser, notePasswordChosen } from '../db/queries/users.ts';
import { instantOf } from '../domain/instants.ts';
import { grants } from '../domain/permissions.ts';
import { findChromium } from '../test/chromium.ts';
import { type FirstView, watchViews } from './first-view.ts';
import type { BenchStack } from './stack.ts';

/** A page to look at. `link`: where the link to it stands, in the navigation or on the page visited before; null: it is only opened by its address. */
export type ConsoleVisit = { name: string; path: string; link: 'nav li' | 'main' | null };

export type Visitor = {
  /** Every page of the navigation, the first thing of each list among them, and what hangs below. */
  visits(): Promise<ConsoleVisit[]>;
  /** A page by its address, in a browser that has nothing but the session. */
  open(visit: ConsoleVisit): Promise<FirstView>;
  /** One page after the other by clicks, each for the first time since the console was opened. */
  clickThrough(visits: ConsoleVisit[]): Promise<[ConsoleVisit, FirstView][]>;
  close(): Promise<void>;
};

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const desk = { viewport: { width: 1440, height: 900 }, locale: 'pt-BR', timezoneId: 'America/Campo_Grande' };
const email = 'bench@example.com';
/** Of these, one thing is opened from the list. */
const lists = ['/cobrancas', '/clientes', '/campanhas', '/templates', '/configuracao/gateways'];
/** Pages below a list that are not a thing of it. */
const apart = /\/(nov[ao]|importar|telefones-suspeitos|suspensoes)$/;
const onlyByAddress = [
  ...['entrega', 'custo', 'recebido', 'nao-sairam', 'perdidas', 'sem-contato', 'comparacao'].map((tab) => `/relatorios?aba=${tab}`),
  ...[
    '/respostas?aba=recusas',
    '/cobrancas/suspensoes',
    '/clientes/importar',
    '/clientes/telefones-suspeitos',
    '/campanhas/nova',
    '/templates/novo',
  ],
  ...['/configuracao/gateways/novo', '/conta'],
];

/** A Chromium in which an administrator has signed in to the console. */
export async function openConsole(stack: BenchStack, say: (line: string) => void): Promise<Visitor> {
  const password = await putAdministrator(stack);
  const browser = await chromium.launch({ executablePath: await findChromium(say), args: flags });
  try {
    const context = await signIn(browser, { url: stack.url, password });
    const session = await context.storageState();
    return {
      visits: () => readVisits(context, stack.url),
      open: async ({ name, path }) => {
        const fresh = await browser.newContext({ ...desk, storageState: session });
        try {
          const page = await fresh.newPage();
          const { firstView } = await watchViews(page);
          await page.goto(stack.url + path, { waitUntil: 'commit' });
          return await firstView(name);
        } finally {
          await fresh.close();
        }
      },
      clickThrough: (visits) => clickThrough(context, stack.url, visits),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function putAdministrator({ database: { db } }: BenchStack): Promise<string> {
  const { password, hash } = await makeOneTimePassword();
  const now = instantOf(Date.now());
  const person = { name: 'Administrador', email, role: 'administrator' as const, grants: [...grants], units: null };
  await createUser(db, { id: 'bench', ...person, passwordHash: hash, now });
  await notePasswordChosen(db, 'bench', now);
  return password;
}

async function signIn(browser: Browser, { url, password }: { url: string; password: string }): Promise<BrowserContext> {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('navigation').first().waitFor();
  await page.close();
  return context;
}

async function readVisits(context: BrowserContext, url: string): Promise<ConsoleVisit[]> {
  const page = await context.newPage();
  const { firstView } = await watchViews(page);
  const visits: ConsoleVisit[] = [];
  await page.goto(url);
  await firstView('/');
  for (const path of new Set(await hrefs(page, 'nav li a'))) {
    visits.push({ name: path, path, link: 'nav li' });
    if (!lists.includes(path)) continue;
    await page.goto(url + path);
    await firstView(path);
    const first = (await hrefs(page, `main a[href^="${path}/"]`)).find((href) => !apart.test(href));
    if (first === undefined) throw new Error(`${path} shows nothing to open`);
    visits.push({ name: `${path}/:id`, path: first, link: 'main' });
  }
  await page.close();
  return [...visits, ...onlyByAddress.map((path) => ({ name: path, path, link: null }))];
}

async function hrefs(page: Page, selector: string): Promise<string[]> {
  const found = await page.locator(selector).all();
  return Promise.all(found.map(async (link) => (await link.getAttribute('href')) ?? ''));
}

async function clickThrough(context: BrowserContext, url: string, visits: ConsoleVisit[]): Promise<[ConsoleVisit, FirstView][]> {
  const page = await context.newPage();
  const { firstView } = await watchViews(page);
  const views: [ConsoleVisit, FirstView][] = [];
  await page.goto(`${url}/conta`);
  await firstView('/conta');
  for (const visit of visits) {
    if (visit.link === null) continue;
    await page.locator(`${visit.link} a[href="${visit.path}"]`).first().click();
    views.push([visit, await firstView(visit.name)]);
  }
  await page.close();
  return views;
}
