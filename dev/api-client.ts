import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { pino } from 'pino';
import { createApp } from '../api/app.ts';
import { createMailer } from '../api/sign-in/mailer.ts';
import { openDatabase } from '../db/client.ts';
import { outboundPolicy } from '../gateways/outbound-policy.ts';

/** Where the types of the API lie that the example of a billing system is written with. */
export const apiTypesFile = new URL('../examples/billing-system/regua-api.d.ts', import.meta.url);

const heading = '/** Made of the API’s own OpenAPI document by `npm run client`. */\n\n';

/** The types of every call of the API, from the document that it serves. Nothing is connected to. */
export async function apiTypes(): Promise<string> {
  const document = await (await describedApp().request('/openapi.json')).text();
  return heading + astToString(await openapiTS(document, { alphabetize: true }));
}

/** An app that only describes itself: its database is nowhere, and is never asked. */
function describedApp() {
  const db = openDatabase({ url: 'postgres://nobody@localhost/nothing', connections: 1, name: 'regua client' });
  const log = pino({ level: 'silent' });
  const outbound = outboundPolicy([]);
  return createApp({
    db,
    clock: { nowMs: () => 0 },
    sealer: null,
    signIn: null,
    web: { publicUrl: null, isTrustedProxy: () => false },
    mailer: createMailer({ db: db.db, sealer: null, outbound, log }),
    outbound,
    temporal: { isReachable: async () => false, workersPresent: async () => false },
    stopping: new AbortController().signal,
    log,
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(apiTypesFile, await apiTypes());
}
