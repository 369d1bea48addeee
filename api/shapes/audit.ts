import { z } from '@hono/zod-openapi';
import { answerInstant, instant, line } from '../fields.ts';

/** What changes may be asked for, in a list or a table. */
export const auditQuery = {
  entity: line(40).optional(),
  entityId: line(100).optional(),
  actor: line(100).optional().openapi({ description: 'user:<id>, key:<id>, import:<id>, cli …' }),
  from: instant.optional(),
  to: instant.optional().openapi({ description: 'Not counted in' }),
};

export const auditRecord = z
  .object({
    id: z.string(),
    at: answerInstant,
    actor: z.string(),
    actorName: z.string().nullable().openapi({ description: 'Of a person or an API key' }),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    entityName: z.string().nullable().openapi({ description: 'As it is called now; null where it has no name, or is there no more' }),
    before: z.unknown(),
    after: z.unknown(),
  })
  .openapi('AuditRecord');
