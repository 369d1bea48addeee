import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Executor } from '../db/client.ts';
import { makeOneTimePassword } from '../db/one-time-password.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { forgetTries } from '../db/queries/sign-in-failures.ts';
import { changeUser, createUser, findUserByEmail, giveOneTimePassword, removeSecondFactor, type User } from '../db/queries/users.ts';
import { type Instant, instantOf } from '../domain/instants.ts';
import { grants } from '../domain/permissions.ts';
import { UsageError, type Verb, withDatabase } from './verb.ts';

/**
 * Prints `{created, id, email, password}` once; the password has to be changed at the first sign-in. With `--reset` it lets in again who
 * is known already: administrator, enabled, no second factor, every session ended. Without it, of a known e-mail only `{created: false}`.
 */
export const createAdminVerb: Verb = {
  usage: 'create-admin --email <e-mail> [--name <name>] [--reset]',
  async run(args) {
    const { values } = parseArgs({ args, options: { email: { type: 'string' }, name: { type: 'string' }, reset: { type: 'boolean' } } });
    const email = values.email?.trim().toLowerCase() ?? '';
    const name = values.name?.trim() || 'Administrador';
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new UsageError(`--email: given "${email}"; expected an e-mail address`);
    const { password, hash } = await makeOneTimePassword();
    const now = instantOf(Date.now());
    const result = await withDatabase(({ db }) =>
      db.transaction(async (tx) => {
        const known = await findUserByEmail(tx, email);
        if (known === null) return { created: true, id: await create(tx, { email, name, hash, now }) };
        if (values.reset) await letInAgain(tx, known, { hash, now });
        return { created: false, id: known.id };
      }),
    );
    const told = result.created || values.reset ? { ...result, email, password } : result;
    console.log(JSON.stringify(told));
    return 0;
  },
};

type Given = { hash: string; now: Instant };

async function create(tx: Executor, { email, name, hash, now }: Given & { email: string; name: string }): Promise<string> {
  const id = randomUUID();
  const fields = { name, email, role: 'administrator' as const, grants: [...grants], units: null };
  await createUser(tx, { id, ...fields, passwordHash: hash, now });
  await writeAudit(tx, [{ at: now, actor: 'cli', action: 'user.created', entity: 'user', entityId: id, after: fields }]);
  return id;
}

async function letInAgain(tx: Executor, known: User, { hash, now }: Given): Promise<void> {
  const { id, name, email } = known;
  const rights = { role: 'administrator' as const, grants: [...grants], units: null, disabledAt: null };
  await changeUser(tx, { id, name, email, ...rights, mustChangePassword: true, now });
  await giveOneTimePassword(tx, { id, hash, now });
  await removeSecondFactor(tx, id);
  await forgetTries(tx, `account:${email}`);
  const { role, grants: given, units, disabledAt } = known;
  const entry = { at: now, actor: 'cli', action: 'user.let-in-again', entity: 'user', entityId: id };
  await writeAudit(tx, [{ ...entry, before: { role, grants: given, units, disabledAt }, after: rights }]);
}
