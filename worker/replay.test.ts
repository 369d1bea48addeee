import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import '../test/temporal.ts';
import { replayHistories } from './replay.ts';

const saved = fileURLToPath(new URL('../test/histories', import.meta.url));

it('every saved history of a released workflow replays against this build', async () => {
  const reports = await replayHistories(saved);
  expect(reports.filter(({ fault }) => fault !== null)).toEqual([]);
  const replayed = reports.map(({ file }) => file);
  for (const workflow of ['campaign', 'charge-notices', 'gateway', 'house', 'scheduled-start', 'survey', 'webhook']) {
    expect(replayed.filter((file) => file.startsWith(workflow))).not.toEqual([]);
  }
});

it('a history that another workflow made is told as a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'regua-histories-'));
  const history = readFileSync(join(saved, 'charge-notices-paid.json'), 'utf8');
  writeFileSync(join(folder, 'other.json'), history.replaceAll('"nextStep"', '"anotherStep"').replaceAll('"chargeNotices"', '"house"'));
  expect((await replayHistories(folder)).map(({ fault }) => fault === null)).toEqual([false]);
});
