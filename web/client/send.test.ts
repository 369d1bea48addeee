import { afterEach, expect, test, vi } from 'vitest';
import { send } from './send.ts';

const order = { method: 'POST', headers: { 'Accept-Language': 'pt-BR' }, body: '{"text":"Oi"}' };
const asked: { url: string; headers: Headers }[] = [];

function answering(...answers: (() => Response)[]) {
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ url, headers: new Headers(init.headers) });
    return (answers[asked.length - 1] ?? answers.at(-1))?.();
  });
}
const keys = () => asked.map(({ headers }) => headers.get('Idempotency-Key'));
const lost = (): Response => {
  throw new TypeError('Failed to fetch');
};
const cutShort = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError('network error')) }), { status: 201 });
const made = () => Response.json({ id: '1' }, { status: 201 });
afterEach(() => vi.unstubAllGlobals());

test.each([
  ['did not come', lost],
  ['broke off', cutShort],
])('an order whose answer %s is repeated under its key; the next one like it is another', async (_, failed) => {
  answering(failed, made, made);
  await expect(send('/v1/messages', order)).rejects.toMatchObject({ code: 'answer-lost' });
  expect(await (await send('/v1/messages', order)).json()).toEqual({ id: '1' });
  await send('/v1/messages', order);
  const [first, again, next] = keys();
  expect(first).toMatch(/^[\da-f]{32}$/);
  expect(again).toBe(first);
  expect(next).not.toBe(first);
  expect(asked[0]?.headers.get('Accept-Language')).toBe('pt-BR');
});

test('an order that asks for something else is another, whatever became of the first', async () => {
  answering(lost, made, made);
  await expect(send('/v1/messages', order)).rejects.toMatchObject({ status: 0 });
  await send('/v1/messages', { ...order, body: '{"text":"Olá"}' });
  await send('/v1/charges/1/payment', order);
  expect(new Set(keys()).size).toBe(3);
});

test('two of the same order at once are one', async () => {
  answering(made);
  await Promise.all([send('/v1/messages', order), send('/v1/messages', order)]);
  expect(new Set(keys()).size).toBe(1);
});

test('an answer without a body stays one; what is only read goes as it is', async () => {
  answering(() => new Response(null, { status: 204 }));
  expect((await send('/v1/charges/1/removal', { method: 'POST' })).status).toBe(204);
  expect((await send('/v1/charges', { method: 'GET' })).status).toBe(204);
  expect(keys()).toEqual([expect.any(String), null]);
});
