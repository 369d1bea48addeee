import { z } from '@hono/zod-openapi';
import { channels } from '../../domain/states.ts';
import { answerInstant, line, paragraph } from '../fields.ts';
import { missingAnswer, missingRules } from './missing.ts';

export const aTemplate = { pt: 'template', en: 'template' };

/** What a template says. */
export const templateWording = { subject: line(200).nullable().default(null), text: paragraph(10_000), missing: missingRules };

export const templateAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    channel: z.enum(channels),
    subject: z.string().nullable(),
    text: z.string(),
    missing: missingAnswer,
    version: z.number(),
    draftedAt: answerInstant.nullable().openapi({ description: 'When its draft was last saved; null while there is none' }),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Template');
