import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grant, grants, permissions, permissionsOf, roles } from '../domain/permissions.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { type RouteLine, routeTable, targetOf } from './fixtures/route-table.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

type Credentials = { key?: string | null; cookie?: string };
const closed = routeTable.filter(({ needs }) => needs !== 'open');

/** Makes these calls, and gives those that were answered otherwise than expected. */
async function surprises(credentials: Credentials, expected: (line: RouteLine) => number, lines = closed): Promise<string[]> {
  const found: string[] = [];
  for (const line of lines) {
    const status = await api.statusOf(line.method, targetOf(line.path), credentials);
    if (status !== expected(line)) found.push(`${line.method} ${line.path}: ${status}, not ${expected(line)}`);
  }
  return found;
}

test('nobody gets past the doors that are open to all', async () => {
  expect(await surprises({ key: null }, ({ nobody }) => nobody, [...routeTable])).toEqual([]);
  expect(closed.filter(({ nobody }) => nobody !== 401)).toEqual([]);
});

test.each(roles)('a person of the role %s is answered as the table says', async (role) => {
  expect(await surprises({ cookie: await api.as({ role }) }, (line) => line[role])).toEqual([]);
});

test.each(grants)('the grant %s opens to a viewer what needs it, and nothing else', async (grant: Grant) => {
  const granted = permissionsOf({ role: 'viewer', grants: [grant], units: null });
  const opens = permissions.filter((name) => granted.has(name) && !permissionsOf({ role: 'viewer', grants: [], units: null }).has(name));
  const cookie = await api.as({ role: 'viewer', grants: [grant] });
  expect(await surprises({ cookie }, ({ needs, viewer, key }) => (opens.some((name) => name === needs) ? key : viewer))).toEqual([]);
});

test.each(permissions)('a key of the scope %s is answered as the table says', async (scope) => {
  const expected = ({ needs, key }: RouteLine) => (needs === 'any' || needs === scope ? key : 403);
  expect(await surprises({ key: await api.addKey(scope) }, expected)).toEqual([]);
});

test('a key of every scope is let in everywhere, but where a person is asked for', async () => {
  expect(await surprises({ key: await api.addKey('*') }, ({ key }) => key)).toEqual([]);
});

test('a person with a one-time password is let in nowhere but to change it', async () => {
  const cookie = await api.as({ role: 'administrator', grants: [...grants], mustChangePassword: true });
  const own = new Set(['GET /v1/me', 'POST /v1/me/password']);
  const expected = ({ method, path, administrator }: RouteLine) => (own.has(`${method} ${path}`) ? administrator : 403);
  expect(await surprises({ cookie }, expected)).toEqual([]);
});

test('the table names each permission as the document does, and each permission opens something', async () => {
  const { paths } = (await api.get('/openapi.json', { key: null })).body;
  for (const { method, path, needs } of routeTable) {
    const security: { apiKey?: string[]; session?: string[] }[] = paths[path][method.toLowerCase()].security ?? [];
    const [key, session] = [security.find(({ apiKey }) => apiKey)?.apiKey, security.find((way) => way.session)?.session];
    const documented = session === undefined ? 'open' : key === undefined ? 'person' : (key[0] ?? 'any');
    expect([method, path, documented]).toEqual([method, path, needs]);
  }
  const askedByBodies: readonly string[] = ['holds:filter', 'campaigns:send'];
  expect(permissions.filter((name) => !askedByBodies.includes(name) && !routeTable.some(({ needs }) => needs === name))).toEqual([]);
});

test('more role never means less, and what concerns the whole house is closed to whoever is limited to units', () => {
  for (const [at, role] of roles.entries()) {
    const all = permissionsOf({ role, grants: [...grants], units: null });
    const limited = permissionsOf({ role, grants: [...grants], units: ['centro'] });
    const above = permissionsOf({ role: roles[at + 1] ?? role, grants: [...grants], units: null });
    expect([...all].filter((name) => !above.has(name))).toEqual([]);
    for (const name of ['users:write', 'keys:write', 'settings:write', 'rules:publish', 'import', 'audit:read'] as const)
      expect([role, name, limited.has(name)]).toEqual([role, name, false]);
  }
});
