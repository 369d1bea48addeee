import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readCliConfig } from '../config.ts';
import { createApiKey, hashOfApiKey, newApiKeyValue } from '../db/queries/api-keys.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { instantOf } from '../domain/instants.ts';
import { grantable } from '../domain/scopes.ts';
import { UsageError, type Verb, withDatabase } from './verb.ts';

/** Prints `{id, name, scopes, value}` once; of a value that is a key already only `{created: false}`. */
export const createApiKeyVerb: Verb = {
  usage: 'create-api-key --name <name> --scopes <scope,scope…>   (REGUA_NEW_API_KEY: its value; else a random one)',
  async run(args) {
    const { values } = parseArgs({ args, options: { name: { type: 'string' }, scopes: { type: 'string' } } });
    const name = values.name?.trim();
    const scopes = (values.scopes ?? '').split(',').filter((scope) => scope !== '');
    const unknown = scopes.filter((scope) => !grantable.includes(scope));
    if (!name) throw new UsageError('--name is missing: say what the key is for.');
    if (scopes.length === 0 || unknown.length > 0) {
      throw new UsageError(`--scopes: given "${values.scopes ?? ''}"; expected one or more of ${grantable.join(', ')}`);
    }
    const value = readCliConfig().newApiKey ?? newApiKeyValue();
    const key = { id: randomUUID(), name, scopes };
    const created = await withDatabase(({ db }) =>
      db.transaction(async (tx) => {
        const now = instantOf(Date.now());
        const isNew = await createApiKey(tx, { ...key, hash: hashOfApiKey(value), prefix: value.slice(0, 12), expiresAt: null, now });
        const entry = { at: now, actor: 'cli', action: 'api-key.created', entity: 'api-key', entityId: key.id, after: { name, scopes } };
        if (isNew) await writeAudit(tx, [entry]);
        return isNew;
      }),
    );
    console.log(JSON.stringify(created ? { created, ...key, value } : { created }));
    return 0;
  },
};
