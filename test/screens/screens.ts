import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grants } from '../../domain/permissions.ts';
import { seriousFindings } from '../../web/stories/fixtures/accessibility.ts';
import { screens, type TestConsole } from '../console.ts';
import { startDemoHouse } from '../demo-house.ts';
import { writeDatesInPageLanguage } from '../page-language.ts';
import { type View, viewsOf } from './views.ts';

const minutes = 60_000;
const mostHeight = 2_400;
const folder = join(import.meta.dirname, '../../dist/screens');
const wanted = process.env.SCREENS?.split(',');

let house: TestConsole;
let stopDemo: () => void;
let views: View[];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  ({ house, stopDemo } = await startDemoHouse());
  views = (await viewsOf(house.call)).filter(({ name }) => wanted === undefined || wanted.includes(name));
}, 12 * minutes);
afterAll(async () => {
  stopDemo?.();
  await house?.close();
});

test.each([
  { name: 'desk-light', screen: 'desk', dark: false },
  { name: 'desk-dark', screen: 'desk', dark: true },
  { name: 'phone-light', screen: 'phone', dark: false },
  { name: 'phone-dark', screen: 'phone', dark: true },
] as const)(
  '$name: every view is taken, and nothing in it is seriously hard to use or wider than the screen',
  async ({ name: look, screen, dark }) => {
    const page = await house.openAs({ name: 'Helena Prado', role: 'administrator', grants: [...grants] }, { screen, dark });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const wrong: string[] = [];
    page.on('pageerror', ({ message }) => wrong.push(`${page.url()}: ${message}`));
    for (const view of views) {
      const problem = await show(page, view).then(
        () => null,
        (error) => String(error),
      );
      if (problem !== null) wrong.push(`${view.name}: ${problem}`);
      wrong.push(...(await seriousFindings(page)).map((finding) => `${view.name}: ${finding}`));
      if (await isTooWide(page)) wrong.push(`${view.name}: wider than the screen`);
      await take(page, { ...screens[screen], file: join(folder, `${view.name}-${look}.png`) });
    }
    await page.context().close();
    expect(wrong).toEqual([]);
  },
  12 * minutes,
);

async function show(page: Page, { name, path, before }: View): Promise<void> {
  await page.context().setOffline(false);
  await page.goto(house.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await whenLoaded(page, name);
  await before?.(page);
  await whenLoaded(page, name);
}

async function whenLoaded(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await expect.poll(() => page.locator('[class*=Skeleton], [aria-busy=true]').count(), { message: name, timeout: 15_000 }).toBe(0);
}

async function isTooWide(page: Page): Promise<boolean> {
  return Boolean(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'));
}

/** The whole page, as far as somebody would scroll: the screen is made so high, so that what is fixed to its edges stays there. */
async function take(page: Page, { width, height, file }: { width: number; height: number; file: string }): Promise<void> {
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await writeDatesInPageLanguage(page);
  await page.setViewportSize({ width, height: Math.min(mostHeight, Math.max(height, whole)) });
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.setViewportSize({ width, height });
}
