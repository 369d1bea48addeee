import { type Permission, permissions } from '../../../domain/permissions.ts';
import { keys } from '../../words/pt-BR/keys.ts';

type Resource = keyof typeof keys.resource;
type Action = keyof typeof keys.action;

/** What may be done with one resource. */
export type ScopeRow = { resource: Resource; actions: { action: Action; permission: Permission }[] };

/** The permissions by resource, in the order of their table; one without a verb (`import`) stands for using the whole. */
export const scopeTable: ScopeRow[] = [];
for (const permission of permissions) {
  const [resource = '', action = 'all'] = permission.split(':');
  if (!isResource(resource) || !isAction(action)) continue;
  const row = scopeTable.find((known) => known.resource === resource);
  if (row === undefined) scopeTable.push({ resource, actions: [{ action, permission }] });
  else row.actions.push({ action, permission });
}

const ofBilling = ['units', 'customers', 'charges', 'payments', 'holds', 'exemptions', 'import', 'opt-outs', 'milestones', 'steps'];

/** What a kind of system usually needs. */
export const scopePresets = {
  billing: permissions.filter((permission) => {
    const [resource = '', action] = permission.split(':');
    return ofBilling.includes(resource) && action !== 'export' && action !== 'erase';
  }),
  reading: permissions.filter((permission) => permission.endsWith(':read')),
  everything: permissions,
} as const;

export type ScopePreset = keyof typeof scopePresets;

function isResource(name: string): name is Resource {
  return Object.hasOwn(keys.resource, name);
}

function isAction(name: string): name is Action {
  return Object.hasOwn(keys.action, name);
}
