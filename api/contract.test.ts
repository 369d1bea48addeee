import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { routeTable } from './fixtures/route-table.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

test('the OpenAPI document promises the routes of fixtures/routes.txt, and nothing else', async () => {
  const { paths } = (await api.get('/openapi.json', { key: null })).body;
  const promised = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(promised.toSorted()).toEqual(routeTable.map(({ method, path }) => `${method} ${path}`).toSorted());
});
