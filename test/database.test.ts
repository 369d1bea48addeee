import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
});

test('what one test file writes is never seen by another', async () => {
  const here = postgres(first.url, { max: 1 });
  const there = postgres(second.url, { max: 1 });
  await here`create table only_here (id int)`;
  const [seenHere] = await here`select to_regclass('only_here') as found`;
  const [seenThere] = await there`select to_regclass('only_here') as found`;
  await Promise.all([here.end(), there.end()]);
  expect(seenHere?.found).toBe('only_here');
  expect(seenThere?.found).toBeNull();
});
