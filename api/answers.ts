import { z } from '@hono/zod-openapi';
import { pageOfSchema } from './paging.ts';
import { problemTitles } from './problem-titles.ts';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemTitles)),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string(), expected: z.string(), given: z.string().optional() })),
  })
  .openapi('Problem');

/** Any refusal, RFC 9457. */
export const refused = { description: 'Refused', content: { 'application/problem+json': { schema: problem } } };

/** 200 with this body, or a problem. */
export function answers<Body extends z.ZodType>(schema: Body, description = 'Found') {
  return { 200: { description, content: { 'application/json': { schema } } }, default: refused };
}

/** 200 with a page of these, newest first, or a problem. */
export function answersPage<Item extends z.ZodType>(item: Item) {
  return answers(pageOfSchema(item), 'Newest first');
}

/** 201 for what is new, 200 for what was there (with `Regua-Unchanged: 1` when nothing changed), or a problem. */
export function answersPut<Body extends z.ZodType>(schema: Body) {
  const content = { 'application/json': { schema } };
  return {
    200: { description: 'Changed; with Regua-Unchanged: 1 nothing was', content },
    201: { description: 'Created', content },
    default: refused,
  };
}

/** 201 with the new thing, or a problem. */
export function answersCreated<Body extends z.ZodType>(schema: Body) {
  return { 201: { description: 'Created', content: { 'application/json': { schema } } }, default: refused };
}

/** 204: done, nothing to say. */
export const answersNothing = { 204: { description: 'Done' }, default: refused };

/** A JSON body that may be left out: then every field has its default. */
export function optionalJsonBody<Body extends z.ZodType>(schema: Body) {
  return { required: false as const, content: { 'application/json': { schema } } };
}

/** A JSON body that must be there. */
export function jsonBody<Body extends z.ZodType>(schema: Body) {
  return { required: true as const, content: { 'application/json': { schema } } };
}
