import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { ApiEnv } from '../context.ts';
import { originOf } from './caller-address.ts';

async function asked(peer: string, headers: Record<string, string>, proxies: string[]) {
  const web = { publicUrl: null, isTrustedProxy: (address: string) => proxies.includes(address) };
  const app = new Hono<ApiEnv>().get('/', (c) => c.json(originOf({ web }, c)));
  return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress: peer } } })).json();
}

test('where a call comes from is believed of trusted proxies only', async () => {
  const forwarded = { 'X-Forwarded-For': '6.6.6.6, 1.2.3.4, 10.0.0.2', 'X-Forwarded-Proto': 'https' };
  expect(await asked('::ffff:9.9.9.9', forwarded, ['10.0.0.1'])).toEqual({ address: '9.9.9.9', https: false });
  expect(await asked('10.0.0.1', forwarded, ['10.0.0.1', '10.0.0.2'])).toEqual({ address: '1.2.3.4', https: true });
  expect(await asked('10.0.0.1', {}, ['10.0.0.1'])).toEqual({ address: '10.0.0.1', https: false });
});
