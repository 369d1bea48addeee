import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
type Operation = { security?: { apiKey?: string[] }[] };
let paths: Record<string, Record<string, Operation>>;
beforeAll(async () => {
  api = await createTestApp();
  paths = (await api.get('/openapi.json', { key: null })).body.paths;
});
afterAll(() => api.close());

const promised: [path: string, ...methods: string[]][] = [
  ['/v1/units', 'get'],
  ['/v1/units/{id}', 'get', 'put'],
  ['/v1/panels', 'get'],
  ['/v1/panels/{id}', 'get', 'put'],
  ['/v1/customers', 'get'],
  ['/v1/customers/{id}', 'get', 'put', 'patch', 'delete'],
  ['/v1/charges', 'get'],
  ['/v1/charges/{id}', 'get', 'put', 'patch'],
  ['/v1/charges/{id}/payment', 'post'],
  ['/v1/charges/{id}/payment/{paymentId}', 'delete'],
  ['/v1/charges/{id}/removal', 'post', 'delete'],
  ['/v1/charges/{id}/timeline', 'get'],
  ['/v1/import/{kind}', 'post'],
  ['/v1/imports/{id}', 'get'],
  ['/v1/rule-sets', 'get'],
  ['/v1/rule-sets/{id}', 'get', 'put'],
  ['/v1/rule-sets/{id}/publish', 'post'],
  ['/v1/rule-sets/{id}/staging', 'delete'],
  ['/v1/rule-sets/{id}/simulate', 'post'],
  ['/v1/surveys/{id}', 'get'],
  ['/v1/surveys/{id}', 'delete'],
  ['/v1/reports/forecast', 'get'],
  ['/v1/reports/forecast', 'post'],
  ['/v1/rule-sets/{id}/versions', 'get'],
  ['/v1/rule-sets/{id}/versions/{version}', 'get'],
  ['/v1/rule-sets/{id}/revert', 'post'],
  ['/v1/rule-set-presets', 'get'],
  ['/v1/templates', 'get', 'post'],
  ['/v1/templates/{id}', 'get', 'put', 'delete'],
  ['/v1/templates/{id}/preview', 'post'],
  ['/v1/audiences/preview', 'post'],
  ['/v1/segments', 'get', 'post'],
  ['/v1/segments/{id}', 'get', 'put', 'delete'],
  ['/v1/messages', 'get', 'post'],
  ['/v1/messages/{id}', 'get'],
  ['/v1/opt-outs', 'get'],
  ['/v1/opt-outs/{phone}', 'get', 'put', 'delete'],
  ['/v1/suspect-phones', 'get'],
  ['/v1/gateway-services', 'get'],
  ['/v1/gateways', 'get', 'post'],
  ['/v1/gateways/{id}', 'get', 'put', 'patch', 'delete'],
  ['/v1/gateways/{id}/hooks', 'post'],
  ['/v1/gateways/{id}/test', 'post'],
  ['/v1/gateways/{id}/balance', 'get'],
  ['/hooks/receipts/{gatewayId}/{secret}', 'get', 'post'],
  ['/hooks/replies/{gatewayId}/{secret}', 'get', 'post'],
  ['/v1/replies', 'get'],
  ['/v1/settings', 'get', 'patch'],
  ['/v1/charges/{id}/proofs', 'post'],
  ['/v1/charges/{id}/milestones', 'post'],
  ['/v1/steps/{stepId}/skip', 'post', 'delete'],
  ['/v1/steps/{stepId}/send-now', 'post'],
  ['/v1/steps/{stepId}/bring-forward', 'post', 'delete'],
  ['/v1/steps/{stepId}/result', 'post'],
  ['/v1/settlement', 'get', 'put'],
  ['/v1/holds', 'get', 'post'],
  ['/v1/holds/{id}', 'delete'],
  ['/v1/exemptions', 'get', 'post'],
  ['/v1/exemptions/{id}', 'delete'],
  ['/v1/webhooks', 'get', 'post'],
  ['/v1/webhooks/{id}', 'put', 'delete'],
  ['/v1/webhooks/{id}/test', 'post'],
  ['/v1/webhooks/{id}/secret', 'post'],
  ['/v1/webhook-deliveries', 'get'],
  ['/v1/webhook-deliveries/replay', 'post'],
  ['/v1/holidays', 'get'],
  ['/v1/holidays/{id}', 'get', 'put', 'delete'],
  ['/v1/holidays/copy', 'post'],
  ['/v1/calendar', 'get'],
  ['/v1/window-presets', 'get'],
  ['/v1/api-keys', 'get', 'post'],
  ['/v1/api-keys/{id}', 'delete'],
  ['/v1/audit', 'get'],
  ['/v1/alerts', 'get'],
  ['/v1/me', 'get'],
  ['/v1/me/password', 'post'],
  ['/v1/me/sessions', 'get', 'delete'],
  ['/v1/me/sessions/{id}', 'delete'],
  ['/v1/me/second-factor', 'post'],
  ['/v1/me/second-factor/confirm', 'post'],
  ['/v1/me/second-factor/recovery-codes', 'post'],
  ['/v1/me/second-factor/removal', 'post'],
  ['/v1/users', 'get', 'post'],
  ['/v1/users/{id}', 'get', 'patch'],
  ['/v1/users/{id}/password', 'post'],
  ['/v1/users/{id}/second-factor', 'delete'],
  ['/v1/users/{id}/sessions', 'get', 'delete'],
  ['/auth/sign-in', 'post'],
  ['/auth/second-factor', 'post'],
  ['/auth/sign-out', 'post'],
  ['/auth/options', 'get'],
  ['/auth/forgotten-password', 'post'],
  ['/auth/reset-password', 'post'],
  ['/health/live', 'get'],
  ['/health/ready', 'get'],
];

test.each(promised)('the OpenAPI document promises %s', (path, ...methods) => {
  expect(Object.keys(paths[path] ?? {})).toEqual(expect.arrayContaining(methods));
});

test('the OpenAPI document promises nothing else', () => {
  const known = new Set(promised.map(([path]) => path));
  expect(Object.keys(paths).filter((path) => !known.has(path) && !path.startsWith('/v1/imports/'))).toEqual([]);
});

test('every call of /v1 is closed without a key, and to a key without its scope', async () => {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith('/v1/')
      ? Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
      : [],
  );
  expect(calls.length).toBeGreaterThan(40);
  for (const { path, method, operation } of calls) {
    const scope = operation.security?.[0]?.apiKey?.[0];
    expect(operation.security, `${method} ${path} says who may call it`).toBeDefined();
    if (scope === undefined) continue;
    const target = path.replace('{kind}', 'charges').replaceAll(/\{\w+\}/g, '1');
    const name = `${method} ${path}`;
    expect([name, (await api.call(method, target, { key: null })).status]).toEqual([name, 401]);
    const poor = await api.addKey(scope === 'audit:read' ? 'units:read' : 'audit:read');
    expect([name, (await api.call(method, target, { key: poor })).status]).toEqual([name, 403]);
    const fitting = await api.addKey(String(scope));
    expect([name, [401, 403].includes((await api.call(method, target, { key: fitting })).status)]).toEqual([name, false]);
  }
});
