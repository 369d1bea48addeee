import type { Page } from 'playwright-core';

export type FirstView = {
  /** From the navigation, or the click, until the page's own content stood there. */
  ms: number;
  /** What came over the wire for it, headers included. */
  kb: number;
  slowestCall: { path: string; ms: number };
};

/**
 * In the page: a view is there when the page before it is gone, nothing of it is grey or turning and none of its calls is open, and this
 * stays so for half a second. Its time is when that began, so a page that asks once more with what it was answered is not there before.
 */
const watch = `
  const settledMs = 500;
  const waiting = 'main [aria-busy="true"], main .mantine-Skeleton-root, main .mantine-Loader-root';
  let from = 0;
  let before = null;
  let open = 0;
  const fetchOf = window.fetch;
  window.fetch = (...asked) => {
    open += 1;
    return fetchOf(...asked).finally(() => requestAnimationFrame(() => { open -= 1; }));
  };
  addEventListener('click', ({ timeStamp }) => {
    from = timeStamp;
    before = document.querySelector('main h1');
  }, true);
  const isThere = () => {
    const head = document.querySelector('main h1');
    return head !== null && head !== before && open === 0 && ![...document.querySelectorAll(waiting)].some((part) => part.checkVisibility());
  };
  const viewAt = (at) => {
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(({ startTime }) => startTime >= from);
    const calls = loaded.filter(({ name, initiatorType }) => initiatorType === 'fetch' && name.includes('/v1/'));
    const [slowest] = calls.toSorted((a, b) => b.duration - a.duration);
    return {
      ms: at - from,
      kb: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024,
      slowestCall: slowest === undefined ? { path: '', ms: 0 } : { path: slowest.name.slice(location.origin.length), ms: slowest.duration },
    };
  };
  window.firstView = () => new Promise((resolve) => {
    let since = null;
    const look = () => {
      const now = performance.now();
      since = isThere() ? (since ?? now) : null;
      if (since !== null && now - since >= settledMs) resolve(viewAt(since));
      else requestAnimationFrame(look);
    };
    look();
  });
`;

const patienceMs = 60_000;

/** A page of the console that can be timed. Throws from `firstView` where a call of it was refused or it never came. */
export async function watchViews(page: Page): Promise<{ firstView(name: string): Promise<FirstView> }> {
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`);
  });
  await page.addInitScript({ content: watch });
  return {
    async firstView(name) {
      const never = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error(`${name} was not there after ${patienceMs} ms`)), patienceMs).unref();
      });
      const view: FirstView = await Promise.race([page.evaluate<FirstView>('firstView()'), never]);
      if (refused.length > 0) throw new Error(`${name} asked for what was refused: ${refused.join(', ')}`);
      return view;
    },
  };
}
