import { expect, test } from 'vitest';
import { ConfigError, type ConfigProblem, type Environment, readServiceConfig, readStackConfig } from './config.ts';

const databaseUrl = 'postgres://regua:secret@127.0.0.1:5432/regua';
const hexKey = '00'.repeat(32);
const base64Key = Buffer.alloc(32, 1).toString('base64');

function problemsOf(read: () => unknown): ConfigProblem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
const serviceProblems = (environment: Environment) => problemsOf(() => readServiceConfig({ DATABASE_URL: databaseUrl, ...environment }));

test('every problem of the environment is told at once, with what was given and what is expected', () => {
  const problems = serviceProblems({
    DATABASE_URL: 'mysql://a/b',
    REGUA_PORT: '70000',
    REGUA_LOG_LEVEL: 'loud',
    TEMPORAL_ADDRESS: 'nowhere',
  });
  expect(problems).toEqual([
    { name: 'DATABASE_URL', given: '"mysql://a/b"', expected: 'postgres://user:password@host:port/database' },
    { name: 'TEMPORAL_ADDRESS', given: '"nowhere"', expected: 'host:port' },
    { name: 'REGUA_PORT', given: '"70000"', expected: 'a port from 1 to 65535' },
    { name: 'REGUA_LOG_LEVEL', given: '"loud"', expected: 'one of fatal, error, warn, info, debug, trace, silent' },
  ]);
});

test('a password or key in a wrong setting is never shown', () => {
  const shown = JSON.stringify(serviceProblems({ DATABASE_URL: 'mysql://user:hunter2@host/db', REGUA_SECRET_KEY: 'too-short-secret' }));
  expect(shown).not.toContain('hunter2');
  expect(shown).not.toContain('too-short-secret');
  expect(shown).toContain('16 characters (not shown)');
});

test('production does not start without a secret key, other places do', () => {
  expect(serviceProblems({ NODE_ENV: 'production' }).map(({ name, given }) => `${name}: ${given}`)).toEqual(['REGUA_SECRET_KEY: nothing']);
  expect(readServiceConfig({ DATABASE_URL: databaseUrl }).secretKeys).toEqual([]);
});

test('one secret key is named k1; of several the first seals and all can open', () => {
  const keysOf = (text: string) => readServiceConfig({ DATABASE_URL: databaseUrl, REGUA_SECRET_KEY: text }).secretKeys;
  expect(keysOf(hexKey)).toEqual([{ id: 'k1', key: Buffer.alloc(32) }]);
  expect(keysOf(`new:${base64Key}, old:${hexKey}`)).toEqual([
    { id: 'new', key: Buffer.alloc(32, 1) },
    { id: 'old', key: Buffer.alloc(32) },
  ]);
});

test.each([`a:${hexKey},a:${base64Key}`, hexKey.slice(2), `${hexKey},`])('the secret keys "%s" are refused', (keys) => {
  expect(serviceProblems({ REGUA_SECRET_KEY: keys })).toHaveLength(1);
});

test('private destinations are ranges of addresses or host names', () => {
  const read = (text: string) => readServiceConfig({ DATABASE_URL: databaseUrl, REGUA_OUTBOUND_ALLOW: text }).outboundAllow;
  expect(read('10.0.0.0/8, ::1,SMS.lan')).toEqual([
    { kind: 'range', address: '10.0.0.0', prefixLength: 8 },
    { kind: 'range', address: '::1', prefixLength: 128 },
    { kind: 'host', name: 'sms.lan' },
  ]);
});

test.each(['10.0.0.0/33', '10.0.0.0/', '300.1.1.1', 'a b', ','])('the private destination "%s" is refused', (text) => {
  expect(serviceProblems({ REGUA_OUTBOUND_ALLOW: text })).toHaveLength(1);
});

test('a client certificate for Temporal needs its key, and both must be readable', () => {
  expect(serviceProblems({ TEMPORAL_TLS_CLIENT_CERT_PATH: 'package.json' })[0]?.name).toBe('TEMPORAL_TLS_CLIENT_KEY_PATH');
  expect(serviceProblems({ TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere' })[0]?.expected).toBe('the path of a file that can be read');
  const { connection } = readServiceConfig({ DATABASE_URL: databaseUrl, TEMPORAL_API_KEY: 'key' }).temporal;
  expect(connection).toEqual({ address: '127.0.0.1:7233', apiKey: 'key', tls: true });
});

test('the Temporal UI may be anywhere on the web, and nowhere else', () => {
  const read = (url: string) => readServiceConfig({ DATABASE_URL: databaseUrl, REGUA_TEMPORAL_UI_URL: url }).temporalUiUrl?.href;
  expect(['', 'http://localhost:8233', 'https://ops.example.com/temporal'].map(read)).toEqual([
    undefined,
    'http://localhost:8233/',
    'https://ops.example.com/temporal',
  ]);
  expect(['localhost:8233', 'javascript:alert(1)', 'http://a/?b'].map((url) => serviceProblems({ REGUA_TEMPORAL_UI_URL: url }))).toEqual(
    ['localhost:8233', 'javascript:alert(1)', 'http://a/?b'].map((url) => [
      { name: 'REGUA_TEMPORAL_UI_URL', given: `"${url}"`, expected: 'an address like http://localhost:8233' },
    ]),
  );
});

test('the local stack needs nothing, and refuses a short API key without showing it', () => {
  const config = readStackConfig({});
  expect(config).toMatchObject({ demo: true, apiPort: 8080, apiKey: null, databaseUrl: null, outboundAllow: '127.0.0.0/8,::1,localhost' });
  expect(readStackConfig({ REGUA_DEMO: '0', REGUA_DATA_DIR: '' })).toMatchObject({ demo: false, dataDir: config.dataDir });
  expect(problemsOf(() => readStackConfig({ REGUA_API_KEY: 'short', REGUA_DEMO: 'maybe' }))).toEqual([
    { name: 'REGUA_DEMO', given: '"maybe"', expected: '0 or 1' },
    { name: 'REGUA_API_KEY', given: '5 characters (not shown)', expected: 'at least 32 characters' },
  ]);
});
