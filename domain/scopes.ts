import { type Permission, permissions } from './permissions.ts';

/** What an API key may carry: a permission, `customers:*` for all of customers, `*` for everything. */
export const grantable: readonly string[] = [
  '*',
  ...new Set(permissions.filter((name) => name.includes(':')).map((name) => `${name.split(':')[0]}:*`)),
  ...permissions,
];

/** Everything that a key with these scopes may do. */
export function permissionsOfScopes(scopes: readonly string[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((name) => scopes.some((scope) => covers(scope, name))));
}

function covers(scope: string, permission: Permission): boolean {
  return scope === '*' || scope === permission || (scope.endsWith(':*') && permission.startsWith(scope.slice(0, -1)));
}
