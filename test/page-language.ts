import type { Page } from 'playwright-core';

/** Dates and hours of day as a browser of the page's language writes them; the one that tests use speaks the machine's. */
export async function writeDatesInPageLanguage(page: Page): Promise<void> {
  await page.evaluate(`
    for (const input of document.querySelectorAll('input[type=date], input[type=time]')) {
      const { type } = input;
      input.type = 'text';
      input.type = type;
    }`);
}
