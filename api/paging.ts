import { z } from '@hono/zod-openapi';
import type { Page, PageMark, PageRequest } from '../db/queries/paging.ts';
import { expecting } from './validation.ts';

const part = z
  .string()
  .max(100)
  .regex(/^\P{C}*$/u);
const mark = z.tuple([part, part.min(1)]);

/** A cursor is opaque to callers: sort key and id of the last row that they saw. */
const cursor = z
  .string()
  .transform((text, context): PageMark => {
    const [key, id] = mark.safeParse(parsed(text)).data ?? [];
    if (key !== undefined && id !== undefined) return { key, id };
    context.addIssue({ code: 'custom', ...expecting('o nextCursor da página anterior', 'the nextCursor of the page before') });
    return z.NEVER;
  })
  .openapi({ type: 'string', description: 'nextCursor of the page before' });

/** Query parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50).openapi({ type: 'integer', minimum: 1, maximum: 500, default: 50 }),
  cursor: cursor.optional(),
};

/** What a list answers. */
export function pageOfSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The page that a query asks for. */
export function pageRequest({ limit, cursor: after }: { limit: number; cursor?: PageMark | undefined }): PageRequest {
  return { limit, after: after ?? null };
}

/** A page as the list answers it. */
export function pageAnswer<T>({ items, next }: Page<T>): { items: T[]; nextCursor: string | null } {
  return { items, nextCursor: next === null ? null : Buffer.from(JSON.stringify([next.key, next.id])).toString('base64url') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
