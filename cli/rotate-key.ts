import { parseArgs } from 'node:util';
import { readServiceConfig } from '../config.ts';
import type { Db } from '../db/client.ts';
import {
  listSealedCustomers,
  listSealedGateways,
  listSealedWebhooks,
  resealCustomer,
  resealGateway,
  resealWebhook,
} from '../db/queries/reseal.ts';
import { createSealer, type Sealer } from '../db/sealed.ts';
import { UsageError, type Verb, withDatabase } from './verb.ts';

const pageSize = 500;

type Report = { resealed: number; alreadyNew: number; unreadable: string[] };

/** Seals every stored credential with the first key of REGUA_SECRET_KEY. Exit code 1 when some could not be opened: they stay as they are. */
export const rotateKeyVerb: Verb = {
  usage: 'rotate-key   (REGUA_SECRET_KEY: the new key first, then the old ones)',
  async run(args) {
    parseArgs({ args });
    const [first, ...others] = readServiceConfig().secretKeys;
    if (first === undefined) throw new UsageError('REGUA_SECRET_KEY is missing: id:key,id:key with the new key first.');
    const sealer = createSealer([first, ...others]);
    const report = await withDatabase(({ db }) => rotate(db, sealer));
    console.log(JSON.stringify(report));
    return report.unreadable.length === 0 ? 0 : 1;
  },
};

/** Re-seals what older keys sealed; may run while the service does, and again. */
export async function rotate(db: Db, sealer: Sealer): Promise<Report> {
  const report: Report = { resealed: 0, alreadyNew: 0, unreadable: [] };
  const renew = (name: string, sealed: string): string => {
    if (!sealer.isOld(sealed)) {
      report.alreadyNew += 1;
      return sealed;
    }
    const opened = sealer.open(sealed);
    if (!opened.ok) {
      report.unreadable.push(name);
      return sealed;
    }
    report.resealed += 1;
    return sealer.seal(opened.value);
  };

  for (const { id, secrets } of await listSealedGateways(db)) {
    const renewed = Object.fromEntries(Object.entries(secrets).map(([name, sealed]) => [name, renew(`gateway ${id} ${name}`, sealed)]));
    if (Object.entries(renewed).some(([name, sealed]) => sealed !== secrets[name])) await resealGateway(db, { id, secrets }, renewed);
  }
  for (const webhook of await listSealedWebhooks(db)) {
    const secret = renew(`webhook ${webhook.id}`, webhook.secret);
    const previousSecret = webhook.previousSecret && renew(`webhook ${webhook.id} (before)`, webhook.previousSecret);
    if (secret !== webhook.secret || previousSecret !== webhook.previousSecret)
      await resealWebhook(db, webhook, { secret, previousSecret });
  }
  for (let after = ''; ; ) {
    const page = await listSealedCustomers(db, { after, limit: pageSize });
    for (const customer of page) {
      const password = renew(`customer ${customer.id}`, customer.password);
      const sent =
        customer.sent === customer.password ? password : customer.sent && renew(`customer ${customer.id} (as sent)`, customer.sent);
      if (password !== customer.password || sent !== customer.sent) await resealCustomer(db, customer, { password, sent });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return report;
    after = last.id;
  }
}
