import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { hashPassword } from 'better-auth/crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { serveConsole } from '../api/console.ts';
import { createUser, notePasswordChosen, type UserFields } from '../db/queries/users.ts';
import { nowOf } from '../domain/clock.ts';
import { sharedService } from './shared.ts';
import { startTestSystem } from './system.ts';

export type TestConsole = Awaited<ReturnType<typeof startTestConsole>>;

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Lets `writeDatesInPageLanguage` do what it says.
  '--enable-blink-features=LangAttributeAwareFormControlUI',
];
const password = 'quatro palavras ao acaso';
/** A machine that runs other tests at the same time is slow, not wrong. */
const patienceMs = 15_000;

export const screens = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** The whole house with its built console, and a browser to use it with. */
export async function startTestConsole() {
  const { folder } = await sharedService('console', z.object({ folder: z.string() }));
  const { path } = await sharedService('chromium', z.object({ path: z.string() }));
  const system = await startTestSystem({ console: await serveConsole(folder) });
  const server = serve({ fetch: system.app.fetch, port: 0, hostname: '127.0.0.1' });
  const { port } = await new Promise<AddressInfo>((resolve) => server.on('listening', () => resolve(addressOf(server.address()))));
  const browser = await chromium.launch({ executablePath: path, args: [...flags, '--lang=pt-BR'] });
  const url = `http://127.0.0.1:${port}`;
  let people = 0;

  /** A person who has signed in once, in a browser of their own. */
  const openAs = async (
    fields: Partial<UserFields>,
    { screen = 'desk', dark = false }: { screen?: keyof typeof screens; dark?: boolean } = {},
  ): Promise<Page> => {
    people += 1;
    const id = `user-${people}`;
    const person: UserFields = {
      name: `Pessoa ${people}`,
      email: `p${people}@example.com`,
      role: 'viewer',
      grants: [],
      units: null,
      ...fields,
    };
    await createUser(system.db, { id, ...person, passwordHash: await hashPassword(password), now: nowOf(system.clock) });
    await notePasswordChosen(system.db, id, nowOf(system.clock));
    const page = await newPage(browser, screens[screen], dark);
    await page.goto(url);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Senha', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('navigation').first().waitFor();
    return page;
  };
  return {
    ...system,
    url,
    browser,
    openAs,
    newPage: () => newPage(browser, screens.desk, false),
    async close() {
      await browser.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await system.close();
    },
  };
}

async function newPage(browser: Browser, viewport: { width: number; height: number }, dark: boolean): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'pt-BR',
    timezoneId: 'America/Campo_Grande',
  });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the console has no port');
  return address;
}
