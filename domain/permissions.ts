/** What a person is in the house. Each role may do what those before it may. */
export const roles = ['viewer', 'operator', 'manager', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** What is given to a person apart from the role, whatever the role. */
export const grants = ['send-campaigns', 'publish-rules', 'export-personal-data', 'see-full-phones', 'decide-unknowns'] as const;
export type Grant = (typeof grants)[number];

/**
 * `from`: the least role that has it. `grant`: held by whom it was given to, by no role. `house`: it concerns every unit, so that
 * somebody limited to some units never has it.
 */
type Holders = { from: Role; house?: true } | { grant: Grant; house?: true };

/** The one table of permissions. A route names the one that it needs (`access` in api/auth.ts); an API key's scopes are these names. */
const table = {
  'units:read': { from: 'viewer' },
  'units:write': { from: 'administrator', house: true },
  'customers:read': { from: 'viewer' },
  'customers:write': { from: 'manager' },
  'customers:export': { grant: 'export-personal-data' },
  'customers:erase': { from: 'administrator' },
  'charges:read': { from: 'viewer' },
  'charges:write': { from: 'manager' },
  'payments:write': { from: 'manager' },
  'steps:write': { from: 'operator' },
  'milestones:write': { from: 'manager' },
  'holds:read': { from: 'viewer' },
  'holds:write': { from: 'operator' },
  'holds:filter': { from: 'manager' },
  'exemptions:read': { from: 'viewer' },
  'exemptions:write': { from: 'manager' },
  import: { from: 'manager', house: true },
  'templates:read': { from: 'viewer' },
  'templates:write': { from: 'manager', house: true },
  'rules:read': { from: 'viewer' },
  'rules:write': { from: 'manager', house: true },
  'rules:publish': { grant: 'publish-rules', house: true },
  'campaigns:read': { from: 'viewer', house: true },
  'campaigns:write': { from: 'manager', house: true },
  'campaigns:send': { grant: 'send-campaigns', house: true },
  'reports:read': { from: 'viewer' },
  'messages:read': { from: 'viewer' },
  'messages:send': { from: 'operator' },
  'messages:decide': { grant: 'decide-unknowns' },
  'messages:export': { grant: 'export-personal-data' },
  'opt-outs:read': { from: 'viewer' },
  'opt-outs:write': { from: 'operator' },
  'replies:read': { from: 'viewer' },
  'replies:write': { from: 'operator' },
  'gateways:read': { from: 'viewer' },
  'gateways:write': { from: 'administrator', house: true },
  'calendar:read': { from: 'viewer' },
  'calendar:write': { from: 'manager', house: true },
  'settings:read': { from: 'viewer' },
  'settings:write': { from: 'administrator', house: true },
  'users:read': { from: 'administrator', house: true },
  'users:write': { from: 'administrator', house: true },
  'keys:read': { from: 'administrator', house: true },
  'keys:write': { from: 'administrator', house: true },
  'audit:read': { from: 'administrator', house: true },
  'webhooks:read': { from: 'administrator', house: true },
  'webhooks:write': { from: 'administrator', house: true },
} as const satisfies Record<string, Holders>;

export type Permission = keyof typeof table;

export const permissions: readonly Permission[] = Object.keys(table).filter((name): name is Permission => name in table);

/** What decides a person's rights. `units` null: all of them. */
export type Rights = { role: Role; grants: readonly Grant[]; units: readonly string[] | null };

/** Everything that a person may do. */
export function permissionsOf({ role, grants: given, units }: Rights): ReadonlySet<Permission> {
  return new Set(
    permissions.filter((permission) => {
      const holders: Holders = table[permission];
      if (holders.house && units !== null) return false;
      return 'grant' in holders ? given.includes(holders.grant) : roles.indexOf(role) >= roles.indexOf(holders.from);
    }),
  );
}

/** Viewers see phones masked, unless it was granted. */
export function seesFullPhones({ role, grants: given }: Pick<Rights, 'role' | 'grants'>): boolean {
  return role !== 'viewer' || given.includes('see-full-phones');
}
