export type Stage = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Prints one line per stage when it is done, with its time. */
export function stagePrinter(say: (line: string) => void): Stage {
  return async (name, work) => {
    const started = performance.now();
    const result = await work();
    say(`${name.padEnd(18)}${seconds(performance.now() - started)}`);
    return result;
  };
}

/** Milliseconds as people read them: `1.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
