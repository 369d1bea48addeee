import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from './server.ts';

async function started(dataDir: string | null = null): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir });
  onTestFinished(() => sandbox.close().catch(() => {}));
  return sandbox;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function get(sandbox: Sandbox, path: string) {
  const answer = await fetch(sandbox.url + path);
  const text = await answer.text();
  return { status: answer.status, text, retryAfter: answer.headers.get('retry-after') };
}

const put = (sandbox: Sandbox, faults: unknown) => fetch(`${sandbox.url}/sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
const messages = async (sandbox: Sandbox, query = '') => JSON.parse((await get(sandbox, `/sandbox/messages${query}`)).text).items;

test.each([
  ['/api/simpleSend.ft?user=a&password=b&destinatario=67999991234&msg=oi', '6;Mensagem enviada;1'],
  ['/api/simpleSend.ft?user=a&password=errada&destinatario=67999991234&msg=oi', '1;Login Invalido'],
  ['/api/simpleSend.ft?user=a&password=b&destinatario=5567999991234&msg=oi', '3;Celular Invalido'],
  ['/api/simpleSend.ft?user=a&password=b&destinatario=67999991234&msg=', '4;Mensagem vazia ou invalida'],
  ['/kingsms/api.php?acao=sendsms&login=a&token=b&numero=67999991234&msg=oi', '{"status":"success","cause":"SMS Add Queue","id":"1"}'],
  ['/kingsms/api.php?acao=sendsms&login=a&token=errado&numero=67999991234&msg=oi', '{"status":"error","cause":"Incorrect Token"}'],
  ['/kingsms/api.php?acao=sendsms&login=a&token=b&numero=6733334444&msg=oi', '{"status":"error","cause":"Number Not Movel"}'],
  ['/app/modulo/api/index.php?action=sendsms&lgn=a&pwd=b&numbers=67999991234&msg=oi', '{"status":"1","data":"1","msg":"SUCESSO"}'],
  ['/SendAPI/Send.aspx?usr=a&pwd=b&number=5567999991234&msg=oi', '1'],
  ['/SendAPI/Send.aspx?usr=errado&pwd=b&number=5567999991234&msg=oi', '-5'],
  ['/SendAPI/Send.aspx?usr=a&pwd=b&number=67999991234&msg=oi', '-9'],
  ['/send?to=67999991234&text=oi', 'OK 1'],
])('%s is answered in the provider’s words', async (path, text) => {
  expect((await get(await started(), path)).text).toBe(text);
});

test('a phone’s texts are found by any form of its number, newest first, and later ones by id', async () => {
  const sandbox = await started();
  for (const text of ['um', 'dois']) await get(sandbox, `/send?to=67999991234&text=${text}`);
  await get(sandbox, '/send?to=67999990000&text=outro');
  await fetch(`${sandbox.url}/send`, { method: 'POST', body: new URLSearchParams({ to: '+5567999991234', text: 'três & ã' }) });
  expect(await messages(sandbox, '?phone=67999991234')).toMatchObject([{ text: 'três & ã' }, { text: 'dois' }, { text: 'um' }]);
  expect(await messages(sandbox, '?phone=%2B5567999991234&since=1&limit=1')).toMatchObject([{ text: 'três & ã' }]);
  const { items } = JSON.parse((await get(sandbox, '/sandbox/arrivals')).text);
  expect(items).toHaveLength(4);
  expect(items[3].atMs).toBeGreaterThan(items[0].atMs);
});

test('texts outlive a restart, ids go on, and a line cut by a crash is left out', async () => {
  const data = folder();
  const first = await started(data);
  await get(first, '/send?to=67999991234&text=antes');
  await first.close();
  const { appendFileSync } = await import('node:fs');
  appendFileSync(join(data, 'sandbox.jsonl'), '{"kind":"sms","id":');
  const second = await started(data);
  expect((await get(second, '/send?to=67999991234&text=depois')).text).toBe('OK 2');
  expect(await messages(second)).toMatchObject([{ text: 'depois' }, { text: 'antes' }]);
  await fetch(`${second.url}/sandbox/messages`, { method: 'DELETE' });
  await second.close();
  expect(await messages(await started(data))).toEqual([]);
});

test.each([
  ['refuse', 'ERRO numero invalido', 0],
  ['wrongJson', '{"status": <b>erro</b>', 1],
])('fault %s', async (fault, text, stored) => {
  const sandbox = await started();
  await put(sandbox, { [fault]: 1 });
  expect((await get(sandbox, '/send?to=67999991234&text=oi')).text).toBe(text);
  expect(await messages(sandbox)).toHaveLength(stored);
});

test.each([
  ['drop', 1],
  ['dropBefore', 0],
])('fault %s cuts the connection with %i text taken', async (fault, stored) => {
  const sandbox = await started();
  await put(sandbox, { [fault]: 1, only: { phone: '67999991234' } });
  await expect(get(sandbox, '/send?to=67999991234&text=oi')).rejects.toThrow();
  expect(await messages(sandbox)).toHaveLength(stored);
  expect((await get(sandbox, '/send?to=67999990000&text=oi')).status).toBe(200);
});

test('a hanging request gets no answer, and the sandbox still closes', async () => {
  const sandbox = await started();
  await put(sandbox, { hang: 1 });
  await expect(fetch(`${sandbox.url}/send?to=67999991234&text=oi`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  expect(await messages(sandbox)).toEqual([]);
});

test('above the rate limit it answers 429 with Retry-After and takes nothing', async () => {
  const sandbox = await started();
  await put(sandbox, { rateLimit: { quantity: 2, intervalSeconds: 60 } });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push(await get(sandbox, '/send?to=67999991234&text=oi'));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(statuses[2]?.retryAfter)).toBeGreaterThan(50);
  expect(await messages(sandbox)).toHaveLength(2);
});

test('impossible faults are refused with their field and change nothing', async () => {
  const sandbox = await started();
  const answer = await put(sandbox, { refuse: 2, sometimes: 1 });
  expect([answer.status, (await answer.text()).includes('refuse')]).toEqual([422, true]);
  expect(JSON.parse((await get(sandbox, '/sandbox/faults')).text).refuse).toBe(0);
});

test('pages show texts escaped, and only their changing part when asked', async () => {
  const sandbox = await started();
  await get(sandbox, `/send?to=67999991234&text=${encodeURIComponent('<script>alert("x")</script> & \'')}`);
  for (const path of ['/', '/phone?phone=%2B5567999991234']) {
    const { text } = await get(sandbox, path);
    expect(text).toContain('&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; &#38; &#39;');
    expect(text).toContain('(67) 99999-1234');
  }
  expect((await get(sandbox, '/phone?phone=%3Cimg%3E')).text).not.toContain('<img>');
  const part = await fetch(`${sandbox.url}/`, { headers: { 'x-part': 'main' } });
  expect(await part.text()).not.toContain('<html');
});

test('the faults page sets and clears faults', async () => {
  const sandbox = await started();
  const post = (form: Record<string, string>) => fetch(`${sandbox.url}/faults`, { method: 'POST', body: new URLSearchParams(form) });
  expect(await (await post({ refuse: '25', quantity: '5', intervalSeconds: '2', phone: '' })).text()).toContain('Há falhas ligadas');
  expect(JSON.parse((await get(sandbox, '/sandbox/faults')).text)).toMatchObject({
    refuse: 0.25,
    rateLimit: { quantity: 5, intervalSeconds: 2 },
    only: null,
  });
  expect(await (await post({ reset: '1' })).text()).not.toContain('Há falhas ligadas');
});

test('a port in use is an error, not a hang', async () => {
  const sandbox = await started();
  await expect(startSandbox({ port: Number(new URL(sandbox.url).port), smtpPort: 0, dataDir: null })).rejects.toThrow('EADDRINUSE');
});

/** A customer's webhook; `arrived` waits until so many calls came. */
async function webhook() {
  const calls: string[] = [];
  let told = () => {};
  const server = createServer((request, response) => {
    calls.push(request.url ?? '');
    response.end();
    told();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done()).closeAllConnections()));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    calls,
    async arrived(count: number) {
      while (calls.length < count) await new Promise<void>((done) => (told = done));
    },
  };
}

const callbacks = (sandbox: Sandbox, settings: unknown) =>
  fetch(`${sandbox.url}/sandbox/callbacks`, { method: 'PUT', body: JSON.stringify(settings) });

test('a receipt may come twice, before the answer to its text, or not at all; a phone that is off is said', async () => {
  const [sandbox, hook] = [await started(), await webhook()];
  await callbacks(sandbox, { Simples: { receipts: hook.url, replies: null } });
  const send = (id: string) => get(sandbox, `/send?to=67999991234&text=oi&id=${id}`);

  await put(sandbox, { receiptDelayMs: 0, repeatReceipts: 1 });
  await send('duas');
  await hook.arrived(2);
  await put(sandbox, { receiptDelayMs: 60_000, earlyReceipts: 1 });
  await send('cedo');
  expect(hook.calls).toEqual(['/?id=duas&status=entregue', '/?id=duas&status=entregue', '/?id=cedo&status=entregue']);
  await put(sandbox, { receiptDelayMs: 0, loseReceipts: 1 });
  await send('perdida');
  await put(sandbox, { receiptDelayMs: 0, undelivered: 1 });
  await send('desligado');
  await hook.arrived(4);
  expect(hook.calls.slice(3)).toEqual(['/?id=desligado&status=falhou']);
});

test('Kannel is told with each text where its receipt goes, escapes filled in', async () => {
  const [sandbox, hook] = [await started(), await webhook()];
  await put(sandbox, { receiptDelayMs: 0 });
  const receiptsUrl = encodeURIComponent(`${hook.url}/r?id=7&type=%d&at=%T&answer=%A`);
  const query = `username=u&password=p&to=%2B5567999991234&text=oi&dlr-mask=31&dlr-url=${receiptsUrl}`;
  expect((await get(sandbox, `/cgi-bin/sendsms?${query}`)).text).toBe('0: Accepted for delivery');
  await hook.arrived(1);
  expect(hook.calls[0]).toMatch(/^\/r\?id=7&type=1&at=\d{10}&answer=stat%3ADELIVRD$/);
});

test('a reply typed on the phone’s page shows there and is brought to whoever sent the newest text', async () => {
  const [sandbox, hook] = [await started(), await webhook()];
  await callbacks(sandbox, { Simples: { receipts: null, replies: hook.url } });
  await get(sandbox, '/send?to=67999991234&text=oi');
  const post = (form: Record<string, string>) => fetch(`${sandbox.url}/phone`, { method: 'POST', body: new URLSearchParams(form) });
  const page = await (await post({ phone: '+5567999991234', text: '<b>não</b>' })).text();
  expect(page).toContain('&#60;b&#62;não&#60;/b&#62;');
  await post({ phone: '+5567999991234', text: '', quick: 'SAIR' });
  await hook.arrived(2);
  expect(hook.calls[1]).toContain('from=%2B5567999991234&text=SAIR');
  expect((await get(sandbox, '/callbacks')).text).toContain('respondido 200');
  expect((await get(sandbox, '/phone?phone=%2B5567000000000')).text).not.toContain('Responder por este telefone');
});

test('addresses for calls outlive a restart, and what is no address is refused', async () => {
  const data = folder();
  const first = await started(data);
  expect((await callbacks(first, { Zenvia: { receipts: 'http://127.0.0.1:1/r' } })).status).toBe(200);
  expect((await callbacks(first, { Zenvia: { receipts: 'file:///etc/passwd' } })).status).toBe(422);
  expect((await callbacks(first, { Fax: { receipts: null } })).status).toBe(422);
  await first.close();
  expect(JSON.parse((await get(await started(data), '/sandbox/callbacks')).text)).toEqual({
    Zenvia: { receipts: 'http://127.0.0.1:1/r', replies: null },
  });
});
