import type { Executor } from '../db/client.ts';
import { writeAudit } from '../db/queries/audit.ts';
import { endSessions } from '../db/queries/sessions.ts';
import { changeUser, hasOtherAdministrator, lockUser, type User, type UserFields } from '../db/queries/users.ts';
import { permissionsOf, type Rights } from '../domain/permissions.ts';
import { differences } from '../domain/source-view.ts';
import type { Caller } from './context.ts';
import { refuseUnknownUnits } from './known-units.ts';
import { conflict, found, Problem } from './problem.ts';
import { aPerson } from './sign-in/confirmed.ts';
import type { WriteContext } from './writing.ts';

type Change = { [K in keyof UserFields]?: UserFields[K] | undefined } & { disabled?: boolean | undefined };

/** Changes what is named of a person. Disabling ends every session; the rights of the others' next call are the new ones. */
export async function saveUser(tx: Executor, { now, actor }: WriteContext, id: string, change: Change): Promise<{ unchanged: boolean }> {
  const before = found(await lockUser(tx, id), aPerson, id);
  await refuseUnknownUnits(tx, change.units ?? []);
  const { disabled, ...named } = change;
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const disabledAt = disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? now) : null;
  const after: User = { ...before, ...given, disabledAt };
  const changed = differences(before, after);
  if (Object.keys(changed.after).length === 0) return { unchanged: true };
  if (administers(before) && !administers(after) && !(await hasOtherAdministrator(tx, id))) throw lastAdministrator();
  const { name, email, role, grants, units, mustChangePassword } = after;
  if (!(await changeUser(tx, { id, name, email, role, grants, units, disabledAt, mustChangePassword, now }))) throw emailTaken(email);
  if (disabledAt !== null && before.disabledAt === null) await endSessions(tx, { userId: id });
  await writeAudit(tx, [{ at: now, actor, action: 'user.changed', entity: 'user', entityId: id, ...changed }]);
  return { unchanged: false };
}

/**
 * A key makes, changes and lets in nobody who may do more than itself: it would only have to sign in as that person. Administrators
 * give what they have not: they are who decides.
 */
export function refuseStronger({ kind, permissions }: Caller, ...people: Rights[]): void {
  if (kind === 'user') return;
  const beyond = people.flatMap((rights) => [...permissionsOf(rights)]).find((permission) => !permissions.has(permission));
  if (beyond === undefined) return;
  throw new Problem(403, 'forbidden', {
    pt: `A pessoa pode mais do que a chave: "${beyond}" não é dela.`,
    en: `The person may do more than the key: it does not have "${beyond}".`,
  });
}

export function emailTaken(email: string) {
  const words = { pt: `Já há uma pessoa com o e-mail ${email}.`, en: `There is a person with the e-mail ${email} already.` };
  return conflict('name-taken', words);
}

function administers({ role, units, disabledAt }: User): boolean {
  return role === 'administrator' && units === null && disabledAt === null;
}

function lastAdministrator() {
  return conflict('last-administrator', {
    pt: 'É o último administrador de todas as unidades: promova outra pessoa antes.',
    en: 'This is the last administrator of all units: promote somebody else first.',
  });
}
