import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createApiKey, hashOfApiKey, listApiKeys, newApiKeyValue, revokeApiKey } from '../../db/queries/api-keys.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { Permission } from '../../domain/permissions.ts';
import { grantable, permissionsOfScopes } from '../../domain/scopes.ts';
import { answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { readAuditPage } from '../audit-pages.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam, instant, line } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { invalidField, notFound, Problem } from '../problem.ts';
import { auditQuery, auditRecord } from '../shapes/audit.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdAt: answerInstant,
    expiresAt: answerInstant.nullable(),
    revokedAt: answerInstant.nullable(),
    lastUsedAt: answerInstant.nullable(),
  })
  .openapi('ApiKey');

const newApiKey = apiKey.extend({
  value: z.string().nullable().openapi({ description: 'Shown this once; null when the answer is repeated' }),
});

const listKeys = createRoute({
  ...access('keys:read'),
  method: 'get',
  path: '/v1/api-keys',
  tags: ['access'],
  summary: 'API keys, without their values',
  request: { query: fields(pageQuery) },
  responses: answersPage(apiKey),
});

const postKey = createRoute({
  ...access('keys:write'),
  method: 'post',
  path: '/v1/api-keys',
  tags: ['access'],
  summary: 'A new API key; its value is shown once',
  request: {
    body: jsonBody(
      fields({ name: line(100), scopes: z.array(z.enum(grantable)).min(1).max(100), expiresAt: instant.nullable().default(null) }),
    ),
  },
  responses: answersCreated(newApiKey),
});

const deleteKey = createRoute({
  ...access('keys:write'),
  method: 'delete',
  path: '/v1/api-keys/{id}',
  tags: ['access'],
  summary: 'Revokes an API key for ever',
  request: { params: idParam },
  responses: answersNothing,
});

const listAudit = createRoute({
  ...access('audit:read'),
  method: 'get',
  path: '/v1/audit',
  tags: ['access'],
  summary: 'Who changed what, before and after',
  request: { query: fields({ ...pageQuery, ...auditQuery }) },
  responses: answersPage(auditRecord),
});

/** API keys and the record of changes. */
export function accessRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(listKeys, async (c) => c.json(pageAnswer(await listApiKeys(deps.db.db, pageRequest(c.req.valid('query')))), 200))
    .openapi(postKey, async (c) => {
      const given = c.req.valid('json');
      refuseEscalation(c.var.caller.permissions, given.scopes);
      const once = { status: 201 as const, answer: newApiKey, remembered: (key: z.infer<typeof newApiKey>) => ({ ...key, value: null }) };
      const created = await writeOnce(deps, c, once, async (tx, { now, actor }) => {
        if (given.expiresAt !== null && given.expiresAt <= now) {
          const expected = { pt: 'um instante no futuro', en: 'an instant in the future' };
          throw invalidField('expiresAt', given.expiresAt, { pt: 'já passou', en: 'is past' }, expected);
        }
        const value = newApiKeyValue();
        const row = { ...given, id: randomUUID(), prefix: value.slice(0, 12) };
        await createApiKey(tx, { ...row, hash: hashOfApiKey(value), now });
        const after = { name: given.name, scopes: given.scopes, expiresAt: given.expiresAt };
        await writeAudit(tx, [{ at: now, actor, action: 'api-key.created', entity: 'api-key', entityId: row.id, after }]);
        return { ...row, createdAt: now, revokedAt: null, lastUsedAt: null, value };
      });
      return c.json(created, 201);
    })
    .openapi(deleteKey, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        const outcome = await revokeApiKey(tx, { id, now });
        if (outcome === null) throw notFound({ pt: 'chave de API', en: 'API key' }, id);
        if (outcome === 'changed') await writeAudit(tx, [{ at: now, actor, action: 'api-key.revoked', entity: 'api-key', entityId: id }]);
      });
      return c.body(null, 204);
    })
    .openapi(listAudit, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query');
      return c.json(pageAnswer(await readAuditPage(deps.db.db, filter, pageRequest({ limit, cursor }))), 200);
    });
}

/** Nobody hands out more than they have. */
function refuseEscalation(own: ReadonlySet<Permission>, wanted: readonly string[]): void {
  const beyond = [...permissionsOfScopes(wanted)].filter((permission) => !own.has(permission));
  if (beyond.length === 0) return;
  throw new Problem(403, 'forbidden', {
    pt: `Uma chave só recebe as permissões de quem a cria; faltam ${beyond.join(', ')}.`,
    en: `A key only gets the permissions of who makes it; missing ${beyond.join(', ')}.`,
  });
}
