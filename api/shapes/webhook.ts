import { z } from '@hono/zod-openapi';
import type { Delivery } from '../../db/queries/webhook-deliveries.ts';
import type { Webhook } from '../../db/queries/webhooks.ts';
import { readUrl } from '../../domain/web-url.ts';
import { eventFamilies, isEventPattern, singleEvents } from '../../domain/webhook-events.ts';
import { answerInstant, id, instant } from '../fields.ts';
import { expecting, fields } from '../validation.ts';

const known = [...eventFamilies.map((family) => `${family}.*`), ...singleEvents].join(', ');

const url = z
  .string()
  .max(500)
  .refine(
    isCallable,
    expecting('um endereço http ou https, sem usuário, senha nem #', 'an http or https address, without user, password or #'),
  )
  .openapi({ format: 'uri', description: 'Private addresses only where REGUA_OUTBOUND_ALLOW names them; redirects are not followed' });

const pattern = z
  .string()
  .refine(
    isEventPattern,
    expecting(`um de ${known}, ou um evento como message.delivered`, `one of ${known}, or an event like message.delivered`),
  )
  .openapi({
    pattern: `^((message|campaign|gateway)\\.(\\*|[a-z-]{1,40})|charge\\.\\*|${singleEvents.join('|').replaceAll('.', '\\.')})$`,
  });

/** A POST or PUT: what is left out takes its default. */
export const webhookPut = fields({
  url,
  events: z.array(pattern).min(1).max(50),
  detail: z.enum(['ids', 'full']).default('ids').openapi({ description: 'ids: ids and states only; full: phones and texts too' }),
  enabled: z.boolean().default(true),
});

export const webhookAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    detail: z.enum(['ids', 'full']),
    enabled: z.boolean(),
    previousSecretUntil: answerInstant.nullable().openapi({ description: 'Until then the secret before signs too' }),
    restUntil: answerInstant.nullable().openapi({ description: 'The address did not answer; nothing is called before' }),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Webhook');

export const newWebhookAnswer = webhookAnswer.extend({
  secret: z.string().nullable().openapi({ description: 'Shown this once; null when the answer is repeated' }),
});

export const deliveryAnswer = z
  .object({
    id: z.string(),
    webhookId: z.string(),
    eventId: z.string().openapi({ description: 'webhook-id, the same over all attempts' }),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number(),
    status: z.number().nullable().openapi({ description: 'HTTP status of the last attempt' }),
    fault: z.string().nullable(),
    createdAt: answerInstant,
    nextAttemptAt: answerInstant.nullable(),
    deliveredAt: answerInstant.nullable(),
  })
  .openapi('WebhookDelivery');

/** Named deliveries, or everything that a webhook failed to take since an instant. */
export const replayBody = z.union([
  fields({
    deliveryIds: z
      .array(z.string().regex(/^\d{1,15}$/))
      .min(1)
      .max(500),
  }),
  fields({ webhookId: id, since: instant }),
]);

export function webhookOf({ unanswered: _unanswered, ...webhook }: Webhook): z.infer<typeof webhookAnswer> {
  return webhook;
}

export function deliveryOf({ giveUpAt: _giveUpAt, id: number, nextAttemptAt, ...delivery }: Delivery): z.infer<typeof deliveryAnswer> {
  return { ...delivery, id: String(number), nextAttemptAt: delivery.state === 'pending' ? nextAttemptAt : null };
}

function isCallable(text: string): boolean {
  const url = readUrl(text);
  if (url === null || /[\s#]/.test(text)) return false;
  const { protocol, username, password, hostname } = url;
  return /^https?:$/.test(protocol) && username === '' && password === '' && hostname !== '';
}
