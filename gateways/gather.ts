/** How long the first waits for others; far less than a slot may be late without pushing the next ones back. */
const gatherMs = 15;

type Waiting<T, R> = { item: T; resolve: (result: R) => void };

/** Lets what is handed over within a few milliseconds travel together, at most `most` at once. `carry` gives one result each, in order. */
export function gatherer<T, R>(most: number, carry: (items: T[]) => Promise<R[]>) {
  let waiting: Waiting<T, R>[] = [];
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const together = waiting;
    waiting = [];
    if (together.length === 0) return;
    void carry(together.map(({ item }) => item)).then((results) => {
      for (const [index, { resolve }] of together.entries()) {
        const result = results[index];
        if (result !== undefined) resolve(result);
      }
    });
  };
  return {
    add(item: T): Promise<R> {
      return new Promise((resolve) => {
        waiting.push({ item, resolve });
        if (waiting.length >= most) flush();
        else timer ??= setTimeout(flush, gatherMs);
      });
    },
    /** Sends what waits at once. */
    flush,
  };
}
