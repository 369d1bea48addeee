import { z } from '@hono/zod-openapi';
import type { RecipientList } from '../../db/queries/recipient-lists.ts';
import { answerInstant, id, instant, line, orNull, paragraph } from '../fields.ts';
import { fields } from '../validation.ts';

const described = {
  name: line(100),
  consent: orNull(fields({ at: instant, source: line(100), wording: orNull(paragraph(1000)) })).openapi({
    description: 'When and how the owners of the phones agreed to advertising; without it phones that nobody knows get none',
  }),
};

export const listBody = fields({
  ...described,
  unit: id
    .optional()
    .openapi({ description: 'Whose area code completes numbers, and whose hours hold for phones nobody knows; absent: the first unit' }),
});
/** Its unit stays: numbers were completed by its area code. */
export const listPut = fields(described);

const columns = z.array(z.object({ header: z.string(), variable: z.string() })).openapi({
  description: 'Own columns; {LISTA_BAIRRO_NOVO} in the text of a campaign is the value of Bairro Novo',
});

export const listAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    columns,
    consent: z.object({ at: answerInstant, source: z.string(), wording: z.string().nullable(), declaredBy: z.string() }).nullable(),
    phones: z.int(),
    createdBy: z.string(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('RecipientList');

/** What the file's own columns are called in a text. */
export const uploadedColumns = { columns };

/** A list as the API answers it. */
export function listOf({ unitId, ...list }: RecipientList): z.infer<typeof listAnswer> {
  return { ...list, unit: unitId };
}
