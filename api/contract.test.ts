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

type Schema = { $ref?: string; anyOf?: Schema[]; items?: Schema; properties?: Record<string, Schema>; additionalProperties?: unknown };

test('no body of a request sets a field that its call does not name, at any depth', async () => {
  const { paths, components } = (await api.get('/openapi.json', { key: null })).body;
  const named = (schema: Schema): Schema => (schema.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').at(-1) ?? '']);
  const objectsIn = (schema: Schema, at: string): [at: string, closed: boolean][] => {
    const { anyOf = [], items, properties, additionalProperties } = named(schema);
    const within = [...anyOf, ...(items ? [items] : [])].flatMap((one) => objectsIn(one, at));
    if (properties === undefined) return within;
    const ofFields = Object.entries(properties).flatMap(([name, field]) => objectsIn(field, `${at}.${name}`));
    return [[at, additionalProperties === false], ...within, ...ofFields];
  };
  const objects = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema: Schema | undefined = requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : objectsIn(schema, `${method} ${path}`);
    }),
  );
  expect(objects.length).toBeGreaterThan(100);
  expect(objects.filter(([, closed]) => !closed)).toEqual([]);
});
