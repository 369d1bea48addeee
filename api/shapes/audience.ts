import { z } from '@hono/zod-openapi';
import {
  type AudienceFilter,
  chargeSituations,
  chargesPerCustomer,
  dateMatches,
  exclusionReasons,
  phonePermissions,
} from '../../domain/audience.ts';
import { accessStatuses, chargeTypes, customerStatuses, textEncodings } from '../../domain/states.ts';
import { answerInstant, cents, date, id, line } from '../fields.ts';
import { expecting, fields } from '../validation.ts';

const mostIds = 10_000;
const ids = (most: number) => z.array(id).max(most).default([]);
const days = z.int().min(0).max(3_650);

const span = <Bound extends z.ZodType<number>>(bound: Bound) =>
  fields({ min: bound.optional(), max: bound.optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, expecting('min, max ou os dois', 'min, max or both'))
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, expecting('min até max', 'min up to max'));

const charge = fields({
  type: z.array(z.enum(chargeTypes)).default([]),
  status: z.array(z.enum(chargeSituations)).default([]).openapi({ description: 'open is open and not yet overdue' }),
  date: fields({ field: z.enum(['due', 'paid']), match: z.enum(dateMatches), value: date })
    .nullable()
    .default(null)
    .openapi({ description: 'Weeks go from Monday to Sunday; after and before leave the date itself out' }),
  daysOverdue: span(days.min(1)).nullable().default(null),
  amountCents: span(cents).nullable().default(null),
  perCustomer: z
    .union([z.literal(chargesPerCustomer[0]), z.literal(chargesPerCustomer[1]), z.literal(chargesPerCustomer[2]), z.literal('all')])
    .default(1)
    .openapi({ description: 'The oldest due first' }),
});

/** One selection; what is left out asks nothing. */
export const audienceFilter = fields({
  permission: z.enum(phonePermissions).openapi({ description: 'Which phones are texted' }),
  list: id.nullable().default(null).openapi({ description: 'An uploaded list: its phones, and nothing else is asked' }),
  customerStatus: z.array(z.enum(customerStatuses)).default([]),
  accessStatus: z.array(z.enum(accessStatuses)).default([]),
  units: ids(1_000),
  panels: ids(1_000),
  plans: z.array(line(100)).max(1_000).default([]),
  cities: z.array(line(100)).max(1_000).default([]),
  birthday: fields({ match: z.enum(['month', 'week', 'day']), value: date })
    .nullable()
    .default(null),
  lastMessage: z
    .union([fields({ withinDays: days }), fields({ olderThanDays: days })])
    .nullable()
    .default(null)
    .openapi({ description: 'By the customer’s last text that left; older than, or never' }),
  segments: ids(20),
  customerIds: ids(mostIds).openapi({ description: 'Restricts to these' }),
  charge: charge.nullable().default(null).openapi({ description: 'Without it: one text a customer, about no charge' }),
  include: fields({ customerIds: ids(mostIds) })
    .default({ customerIds: [] })
    .openapi({ description: 'In, whoever they are' }),
  exclude: fields({ customerIds: ids(mostIds) })
    .default({ customerIds: [] })
    .openapi({ description: 'Out, whatever else is asked' }),
}).refine(asksNothingBesideList, {
  path: ['list'],
  ...expecting('list só com permission', 'list with permission alone'),
}) satisfies z.ZodType<AudienceFilter>;

/** The phones of a list are no customers: nothing that is asked of customers can choose among them. */
function asksNothingBesideList({ list, permission: _permission, ...asked }: AudienceFilter): boolean {
  const { include, exclude, ...rest } = asked;
  const ids = [...include.customerIds, ...exclude.customerIds];
  return (
    list === null ||
    (ids.length === 0 && Object.values(rest).every((value) => value === null || (Array.isArray(value) && value.length === 0)))
  );
}

export const audienceFilters = z.array(audienceFilter).min(1).max(20).openapi({ description: 'They add up' });

/** The same as it is answered: every field is there. */
export const audienceFilterAnswer = audienceFilter.openapi('AudienceFilter');

const person = z.object({
  customerId: z.string().nullable().openapi({ description: 'null: a phone of a list that nobody is known by' }),
  name: z.string().nullable(),
  chargeId: z.string().nullable(),
  phone: z.string().nullable(),
  text: z.string().nullable(),
  segments: z.number(),
  cost: z.string().nullable(),
  reason: z.enum(exclusionReasons).nullable(),
  detail: z.string().nullable().openapi({ description: 'The variable without a value' }),
});

export const previewAnswer = z
  .object({
    count: z.number(),
    excluded: z.partialRecord(z.enum(exclusionReasons), z.number()),
    people: z.object({ items: z.array(person), nextCursor: z.string().nullable() }),
    longest: z
      .object({
        text: z.string(),
        characters: z.number(),
        segments: z.number(),
        encoding: z.enum(textEncodings),
        customerId: z.string().nullable(),
        chargeId: z.string().nullable(),
      })
      .nullable(),
    segments: z.number(),
    cost: z.string().nullable().openapi({ description: 'null without a gateway' }),
    gatewayId: z.string().nullable(),
    perSecond: z
      .number()
      .nullable()
      .openapi({ description: 'null: the gateway has no limit, and duration is reckoned by its connections' }),
    duration: z.object({ seconds: z.number(), startsAt: answerInstant, endsAt: answerInstant }).nullable().openapi({
      description: 'Windows included; null without a gateway, or when the window never opens',
    }),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .openapi('AudiencePreview');
