import { z } from '@hono/zod-openapi';
import { paragraph } from '../fields.ts';
import { fields } from '../validation.ts';

const rule = z.union([fields({ default: paragraph(500) }), z.literal('skip'), z.literal('hold')]);

/** What happens where a value is missing, by variable. */
export const missingRules = z
  .record(z.string().max(40), rule)
  .default({})
  .openapi({ description: 'By variable; without a rule a notice is held, and a campaign leaves the recipient out' });

export const missingAnswer = z.record(z.string(), z.union([z.object({ default: z.string() }), z.enum(['skip', 'hold'])]));
