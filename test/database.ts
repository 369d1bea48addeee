import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { z } from 'zod';
import { sharedService } from './shared.ts';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A migrated, empty database of its own for one test file; call `drop` in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = await sharedService('postgres', z.object({ adminUrl: z.string(), template: z.string() }));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `create database ${name} template ${template}`);
  return {
    url: Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href,
    drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
