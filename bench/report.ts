import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import type { BenchStack } from './stack.ts';

/** Figures by key; a key with several cases has one figure for each. The unit is in the key's name. */
export type Figures = Record<string, number | Record<string, number>>;

export type Surroundings = {
  machine: { cpu: string; cores: number; memoryGb: number; platform: string };
  versions: Record<string, string>;
};

/** What the figures were measured on, as far as every run shares it. */
export function surroundings(): Surroundings {
  const [cpu] = cpus();
  const require = createRequire(import.meta.url);
  const sdk: { version: string } = require('@temporalio/worker/package.json');
  return {
    machine: {
      cpu: cpu?.model ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: { node: process.version, temporalSdk: sdk.version },
  };
}

/** Versions of the servers of a stack. */
export async function serverVersions({ database, client }: Pick<BenchStack, 'database' | 'client'>): Promise<Record<string, string>> {
  const [row] = await database.sql<{ server_version: string }[]>`show server_version`;
  const { serverVersion } = await client.connection.workflowService.getSystemInfo({});
  return { postgres: row?.server_version ?? 'unknown', temporalServer: serverVersion ?? 'unknown' };
}

/** One case more under a key. */
export function addFigure(figures: Figures, key: string, name: string, value: number): void {
  const known = figures[key];
  figures[key] = { ...(typeof known === 'object' ? known : {}), [name]: value };
}

/** A figure with at most `digits` decimals. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

/** Figures as lines: `throttle.maxInWindow  10 per 1 s = 10`. */
export function linesOf(figures: Figures): string[] {
  return Object.entries(figures).flatMap(([key, value]) =>
    typeof value === 'number' ? [`${key} = ${value}`] : Object.entries(value).map(([name, figure]) => `${key}  ${name} = ${figure}`),
  );
}
