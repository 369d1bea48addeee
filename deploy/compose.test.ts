import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readServiceConfig } from '../config.ts';
import { temporalVersion } from './temporal-programs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(`${root}docker-compose.yml`, 'utf8');

const condition = z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) });
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
    interval: z.string(),
    timeout: z.string(),
    start_period: z.string().optional(),
    retries: z.int(),
  }),
]);
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.string(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), condition).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  shm_size: z.string().optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: healthcheck.optional(),
});
const compose = z.strictObject({ name: z.string(), services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });

const { 'x-regua': _image, 'x-temporal-database': _account, ...document }: Record<string, unknown> = parse(text, { merge: true });
const { services, volumes } = compose.parse(document);

/** As Compose fills variables in: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`. */
function filled(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
    if (env[name] === undefined && kind === '?') throw new Error(`${name}: ${rest}`);
    return env[name] ?? (kind === '-' ? rest : '');
  });
}

test('every dependency is a service, and one that must be healthy says how that is known', () => {
  for (const [name, { depends_on }] of Object.entries(services)) {
    for (const [needed, { condition: wanted }] of Object.entries(depends_on)) {
      expect(services, `${name} needs ${needed}`).toHaveProperty(needed);
      if (wanted === 'service_healthy') expect(services[needed]?.healthcheck, needed).toHaveProperty('test');
      if (wanted === 'service_completed_successfully') expect(services[needed]?.restart).toMatch(/^on-failure/);
    }
  }
});

test('only the API is reachable from outside the machine', () => {
  const open = Object.entries(services).flatMap(([name, { ports }]) =>
    ports.some((port) => !port.startsWith('127.0.0.1:')) ? [name] : [],
  );
  expect(open).toEqual(['api']);
});

test('no secret has a default: without it Compose stops and says what to set', () => {
  const secrets = ['POSTGRES_PASSWORD', 'TEMPORAL_DB_PASSWORD', 'REGUA_SECRET_KEY'];
  for (const [, name = '', kind] of text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET|TOKEN)\w*)(?::([-?]))?/g)) {
    expect(secrets).toContain(name);
    expect(kind, name).toBe('?');
  }
  for (const name of secrets) expect(() => filled(`\${${name}:?set it}`, {})).toThrow(name);
  for (const name of secrets) expect(text).toContain(`\${${name}:?set ${name}`);
});

test('api, worker, sender and migrate start with the environment that Compose gives them', () => {
  const env = { POSTGRES_PASSWORD: 'a1'.repeat(24), TEMPORAL_DB_PASSWORD: 'b2'.repeat(24), REGUA_SECRET_KEY: 'c3'.repeat(32) };
  for (const name of ['api', 'worker', 'sender', 'migrate']) {
    const given = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, filled(value, env)]);
    const config = readServiceConfig({ NODE_ENV: 'production', ...Object.fromEntries(given) });
    expect(config).toMatchObject({ production: true, temporal: { connection: { address: 'temporal:7233' } } });
    expect(config.databaseUrl).toBe(`postgres://regua:${env.POSTGRES_PASSWORD}@postgres:5432/regua`);
  }
});

test('every mounted file is in the checkout, and every volume is declared', () => {
  for (const mounted of Object.values(services).flatMap((each) => each.volumes)) {
    const [source = ''] = mounted.split(':');
    expect(source.startsWith('./') ? existsSync(`${root}${source}`) : source in volumes, mounted).toBe(true);
  }
});

test('server and schema job are the version that the topology run tries out', () => {
  for (const name of ['temporal', 'temporal-schema', 'temporal-namespace'])
    expect(services[name]?.image).toMatch(new RegExp(`:${temporalVersion}$`));
});
