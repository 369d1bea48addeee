import type { BenchOptions } from './options.ts';
import type { Figures } from './report.ts';
import type { BenchStack } from './stack.ts';

export type BenchRun = {
  /** A stack of its own, which the benchmark stops; with the built console where asked for. */
  openStack(wish?: { withConsole: boolean }): Promise<BenchStack>;
  options: BenchOptions;
  say(line: string): void;
};

/** Measures one thing and gives its figures; throws when it could not be measured. */
export type Benchmark = (run: BenchRun) => Promise<Figures>;
