/** What an API key may be allowed. `*` allows everything, `customers:*` everything of customers. */
export const scopes = [
  'units:read',
  'units:write',
  'customers:read',
  'customers:write',
  'charges:read',
  'charges:write',
  'payments:write',
  'import',
  'templates:read',
  'templates:write',
  'rules:read',
  'rules:write',
  'rules:publish',
  'messages:read',
  'messages:send',
  'opt-outs:read',
  'opt-outs:write',
  'gateways:read',
  'gateways:write',
  'settings:read',
  'settings:write',
  'keys:read',
  'keys:write',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Scope = (typeof scopes)[number];

/** Every value that a key may carry. */
export const grantable: readonly string[] = [
  '*',
  ...new Set(scopes.filter((scope) => scope.includes(':')).map((scope) => `${scope.split(':')[0]}:*`)),
  ...scopes,
];

/** Whether what a key was granted covers a scope. */
export function allows(granted: readonly string[], scope: Scope): boolean {
  return granted.some((grant) => grant === '*' || grant === scope || (grant.endsWith(':*') && scope.startsWith(grant.slice(0, -1))));
}
