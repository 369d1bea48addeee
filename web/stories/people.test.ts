import type { Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOfApp } from '../../api/fixtures/authenticator-app.ts';
import { startTestConsole, type TestConsole } from '../../test/console.ts';
import { eventually } from '../../test/system.ts';
import { seriousFindings } from './fixtures/accessibility.ts';
import { furnish } from './fixtures/house.ts';

const minutes = 60_000;
const password = 'quatro palavras ao acaso';
let house: TestConsole;

beforeAll(async () => {
  house = await startTestConsole();
  await furnish(house);
}, 12 * minutes);
afterAll(() => house?.close());

const signIn = async (page: Page, email: string, secret: string) => {
  await page.goto(house.url);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Senha', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Entrar' }).click();
};

test('a person who may only look is made with a one-time password, finds no way to send, and is refused by the API as well', async () => {
  const admin = await house.openAs({ role: 'administrator' });
  await admin.getByRole('link', { name: 'Pessoas' }).first().click();
  await admin.getByRole('button', { name: 'Nova pessoa' }).click();
  await admin.getByLabel('Nome').fill('Vera Dias');
  await admin.getByLabel('E-mail').fill('vera@example.com');
  await admin.getByLabel('Consulta').check();
  expect(await seriousFindings(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Criar e mostrar a senha' }).click();
  const oneTime = (await admin.getByRole('region', { name: 'Senha de uma vez para Vera Dias' }).locator('code').textContent()) ?? '';
  await admin.getByRole('button', { name: 'Entendi' }).click();
  await admin.getByRole('row', { name: /Vera Dias.*Consulta.*ainda não trocada/ }).waitFor();
  expect(await admin.locator('body').textContent()).not.toContain(oneTime);

  const page = await house.newPage();
  const refused: string[] = [];
  page.on('response', (answer) => answer.status() >= 400 && refused.push(new URL(answer.url()).pathname));
  await signIn(page, 'vera@example.com', oneTime);
  await page.getByLabel('Senha de agora').fill(oneTime);
  expect(refused).toEqual(['/v1/me']); // who is not signed in yet, or has no password yet, asks for nothing else
  await page.getByLabel('Senha nova', { exact: true }).fill('cinco');
  await page.getByRole('button', { name: 'Guardar a senha nova' }).click();
  await page.getByText('Faltam 5 letras: são pelo menos 10.').waitFor();
  await page.getByLabel('Senha nova', { exact: true }).fill(password);
  await page.getByLabel('Senha nova, de novo').fill(password);
  await page.getByRole('button', { name: 'Guardar a senha nova' }).click();
  await page.getByRole('navigation').first().waitFor();
  expect(await page.getByRole('link', { name: 'Pessoas' }).count()).toBe(0);
  await page.goto(`${house.url}/clientes/C-1`);
  await page.getByRole('button', { name: 'Mais ações' }).click();
  await page.getByRole('menuitem', { name: 'Imprimir' }).waitFor();
  expect(await page.getByRole('menuitem', { name: /Enviar um texto/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Enviar 2ª via' }).count()).toBe(0);
  const body = JSON.stringify({ customerId: 'C-1', text: 'oi' });
  const status = await page.evaluate(
    `fetch('/v1/messages', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '${body}' }).then(({ status }) => status)`,
  );
  expect(status).toBe(403);
  expect(await house.texts()).toEqual([]);
  await page.goto(`${house.url}/configuracao/pessoas`);
  await page.getByRole('heading', { name: 'Seu acesso não inclui a página Pessoas' }).waitFor();
  expect(await page.getByRole('button', { name: 'Tentar de novo' }).count()).toBe(0);
  await page.goto(`${house.url}/clientes/importar`);
  await page.getByRole('heading', { name: 'Seu acesso não inclui importar arquivos' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test('whoever switches the second factor on scans a code, and from then on signs in with the app or a code kept for a bad day', async () => {
  const page = await house.openAs({ role: 'operator', email: 'otavio@example.com' });
  await page.getByRole('button', { name: 'Preferências' }).click();
  await page.getByRole('menuitem', { name: 'Minha conta' }).click();
  await page.getByRole('button', { name: 'Ligar o segundo fator' }).click();
  await page.getByLabel('Sua senha').fill('uma senha errada');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page
    .getByText(/esperado/)
    .first()
    .waitFor();
  await page.getByLabel('Sua senha').fill(password);
  await page.getByRole('button', { name: 'Continuar' }).click();

  const drawn = page.getByRole('img', { name: 'Código QR para o aplicativo autenticador' });
  await drawn.waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const uri = scanned(await drawn.locator('path').getAttribute('d'), await drawn.getAttribute('viewBox'));
  await page.getByLabel('Código que o aplicativo mostra').fill(codeOfApp(uri));
  await page.getByRole('button', { name: 'Confirmar e ligar' }).click();
  const codes = await page.getByRole('region', { name: 'Códigos de recuperação' }).locator('code').textContent();
  await page.getByRole('button', { name: 'Já guardei' }).click();
  await page.getByRole('heading', { name: /sua conta tem senha e segundo fator/ }).waitFor();

  const other = await house.newPage();
  await signIn(other, 'otavio@example.com', password);
  await other.getByLabel('Código').fill('000000');
  await other.getByRole('button', { name: 'Confirmar' }).click();
  await other.getByRole('alert').waitFor();
  await other.getByRole('button', { name: /Perdi o aplicativo/ }).click();
  await other.getByLabel('Código de recuperação').fill(codes?.split('\n')[0] ?? '');
  await other.getByRole('button', { name: 'Confirmar' }).click();
  await other.getByRole('navigation').first().waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Encerrar' }).click();
  await page.getByText('Sessão encerrada').waitFor();
  await other.reload();
  await other.getByRole('heading', { name: 'Entrar na Régua' }).waitFor();
});

test('who forgot the password chooses another with the letter, once, and every session of before is over', async () => {
  const settings = { host: '127.0.0.1', port: house.sandbox.smtpPort, secure: false, from: 'BrByte <cobranca@brbyte.example>' };
  const mail = { name: 'E-mail', service: 'smtp', quantity: null, intervalSeconds: 5, price: '0', settings };
  const { id } = await house.call('POST', '/v1/gateways', mail);
  await house.call('PATCH', '/v1/settings', { defaultGateways: { email: id } });
  const before = await house.openAs({ role: 'operator', email: 'rosa@example.com' });

  const page = await house.newPage();
  await page.goto(house.url);
  await page.getByRole('button', { name: 'Esqueci a senha' }).click();
  await page.getByLabel('E-mail').fill('rosa@example.com');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enviar o link' }).click();
  await page.getByText(/o link chega em instantes/).waitFor();
  const code = await codeOfLetter('rosa@example.com');
  const choose = async (secret: string) => {
    await page.goto(`${house.url}/nova-senha?codigo=${code}`);
    await page.getByLabel('Senha nova', { exact: true }).fill(secret);
    await page.getByLabel('Senha nova, de novo').fill(secret);
    expect(page.url()).toBe(`${house.url}/nova-senha`);
    await page.getByRole('button', { name: 'Guardar a senha nova' }).click();
  };
  await choose('outras quatro palavras novas');
  await page.getByText('Senha nova guardada').waitFor();
  await choose('mais uma senha bem comprida');
  await page.getByText(/já foi usado ou passou da hora/).waitFor();
  await signIn(page, 'rosa@example.com', 'outras quatro palavras novas');
  await page.getByRole('navigation').first().waitFor();
  await before.reload();
  await before.getByRole('heading', { name: 'Entrar na Régua' }).waitFor();
});

async function codeOfLetter(to: string): Promise<string> {
  const found = await eventually(async () => {
    const { items } = await (await fetch(`${house.sandbox.url}/sandbox/mails`)).json();
    return items.find((mail: { to: string[] }) => mail.to.includes(to));
  });
  return /código na tela de entrada: (\S+)/.exec(found.text)?.[1] ?? '';
}

/** What a phone's camera reads from the squares of a QR code. */
function scanned(path: string | null, viewBox: string | null): string {
  const modules = Number(viewBox?.split(' ').at(-1));
  const scale = 4;
  const size = modules * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, column, row] of path?.matchAll(/M(\d+) (\d+)/g) ?? []) {
    for (let y = Number(row) * scale; y < (Number(row) + 1) * scale; y++) {
      const start = (y * size + Number(column) * scale) * 4;
      for (let x = start; x < start + scale * 4; x += 4) pixels.fill(0, x, x + 3);
    }
  }
  return decodeQR({ width: size, height: size, data: pixels });
}
