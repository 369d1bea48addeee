import { z } from '@hono/zod-openapi';
import { type GatewayUses, isNamed, mostWaiting } from '../../db/queries/gateway-uses.ts';
import type { Gateway } from '../../db/queries/gateways.ts';
import { campaignStates } from '../../domain/campaign-states.ts';
import { isPrice, priceOfSegments, pricePattern } from '../../domain/money.ts';
import { accentModes, channels, unitCountings } from '../../domain/states.ts';
import { gatewayService } from '../../gateways/catalogue.ts';
import type { ApiDeps } from '../context.ts';
import { answerInstant, line } from '../fields.ts';
import { credentialsReadable } from '../gateway-settings.ts';
import { hooksOf } from '../hook-secrets.ts';
import { expecting, fields } from '../validation.ts';

const price = z
  .string()
  .refine(isPrice, expecting('reais com até quatro casas, como "0.0650"', 'reais with at most four decimals, like "0.0650"'))
  .refine((text) => Number(text) < 1_000, expecting('menos de 1000', 'less than 1000'))
  .transform((text) => (isPrice(text) ? priceOfSegments(text, 1) : text))
  .openapi({ type: 'string', pattern: pricePattern.source });

const amount = z
  .string()
  .refine(
    (text) => isPrice(text) && Number(text) < 1_000_000_000,
    expecting('um decimal com até quatro casas, como "100"', 'a decimal with at most four places, like "100"'),
  )
  .transform((text) => (isPrice(text) ? priceOfSegments(text, 1) : text))
  .openapi({ type: 'string', pattern: pricePattern.source });

const optional = {
  enabled: z.boolean().optional(),
  quantity: z.int().min(1).max(1_000_000).nullable().optional().openapi({ description: 'Messages every intervalSeconds; null: no limit' }),
  intervalSeconds: z.int().min(1).max(86_400).optional(),
  paused: z.boolean().optional(),
  maxConnections: z.int().min(1).max(1_000).optional(),
  price: price.optional(),
  warnLength: z.int().min(1).max(10_000).optional(),
  maxLength: z.int().min(1).max(100_000).optional(),
  maxSegments: z.int().min(1).max(100).optional(),
  accents: z.enum(accentModes).optional(),
  position: z.int().min(0).max(1_000).optional().openapi({ description: 'Order in which gateways take over from one that is down' }),
  fallback: z.boolean().optional().openapi({ description: 'false: takes over from none' }),
  monthlyMessages: z
    .int()
    .min(0)
    .max(100_000_000)
    .nullable()
    .optional()
    .openapi({ description: 'Stops for the month at so many; null: no limit' }),
  monthlyCents: z.int().min(0).max(99_999_999_999).nullable().optional().openapi({ description: 'The same in centavos of cost' }),
  balanceFloor: amount
    .nullable()
    .optional()
    .openapi({ description: 'Stops while the account holds less: texts or reais, as the provider counts' }),
};
const settings = z.record(z.string(), z.unknown());

/** A POST or PUT: what is left out takes the service's default. */
export const gatewayPut = fields({ name: line(100), service: line(60), settings, ...optional });
/** A PATCH: what is left out stays, also inside the settings. */
export const gatewayPatch = fields({ name: line(100).optional(), settings: settings.optional(), ...optional });

export const gatewayAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    service: z.string(),
    channel: z.enum(channels),
    enabled: z.boolean(),
    quantity: z.number().nullable(),
    intervalSeconds: z.number(),
    retiredAt: answerInstant.nullable().openapi({ description: 'Given up: it carries nothing any more, and stays for what it carried' }),
    paused: z.boolean(),
    stoppedReason: z.string().nullable(),
    stoppedAt: answerInstant.nullable(),
    maxConnections: z.number(),
    price: z.string(),
    warnLength: z.number(),
    maxLength: z.number(),
    maxSegments: z.number(),
    accents: z.enum(accentModes),
    unitCounting: z.enum(unitCountings),
    position: z.number(),
    fallback: z.boolean(),
    monthlyMessages: z.number().nullable(),
    monthlyCents: z.number().nullable(),
    balanceFloor: z.string().nullable(),
    health: z
      .object({
        downSince: answerInstant.nullable(),
        nextTryAt: answerInstant.nullable(),
        month: z.string().nullable(),
        monthMessages: z.number().nullable(),
        monthCost: z.string().nullable(),
        balance: z.string().nullable(),
        balanceUnit: z.enum(['messages', 'reais']).nullable(),
        balanceAt: answerInstant.nullable(),
        pollFault: z.string().nullable(),
      })
      .openapi({
        description:
          'Whether the provider answers, what was spent this month (null for whoever is limited to units: it is the house’s), and what was left when it was last asked',
      }),
    settings: settings.openapi({ description: 'Secrets read back as ***' }),
    credentials: z.enum(['readable', 'unreadable']),
    warnings: z.array(z.string()),
    hooks: z
      .object({ receipts: z.string().nullable(), replies: z.string().nullable() })
      .openapi({ description: 'What the provider has to call; the secret is *** for those who may not change gateways' }),
    abilities: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'What the service can do with these settings; null when they are not valid any more' }),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Gateway');

/** What names a gateway, and what lies on it. */
export const gatewayUsesAnswer = z
  .object({
    deletable: z.boolean().openapi({ description: 'Nothing tells of it; else it can only be retired' }),
    retirable: z.boolean().openapi({ description: 'Nothing that acts names it' }),
    past: z.array(z.enum(['messages', 'rules', 'campaigns'])),
    waiting: z.number().openapi({ description: `Texts that wait on it, but for those of campaigns; counted up to ${mostWaiting}` }),
    defaults: z.array(z.string()).openapi({ description: 'What it is the usual gateway for' }),
    tests: z.boolean().openapi({ description: 'Texts of test customers go by it' }),
    routes: z.number(),
    rules: z.array(z.object({ ruleSetId: z.string(), ruleSetName: z.string(), number: z.number() })),
    campaigns: z.array(z.object({ id: z.string(), name: z.string(), state: z.enum(campaignStates) })),
  })
  .openapi('GatewayUses');

export function gatewayUsesOf(uses: GatewayUses): z.infer<typeof gatewayUsesAnswer> {
  const named = isNamed(uses);
  return { deletable: !named && uses.past.length === 0, retirable: !named, ...uses };
}

/**
 * A gateway as the API answers it: secrets are masks in `settings` already and their seals stay here. `reveal`: with the secret of its hooks.
 * `ofUnits`: for somebody who is limited to units, without what the whole house spent.
 */
export function gatewayOf(
  whole: Gateway,
  deps: Pick<ApiDeps, 'sealer' | 'web'>,
  { reveal = false, ofUnits = false } = {},
): z.infer<typeof gatewayAnswer> {
  const { secrets, hookSecretSealed: _hook, revision: _revision, ...gateway } = whole;
  return {
    ...gateway,
    health: ofUnits ? { ...gateway.health, monthMessages: null, monthCost: null } : gateway.health,
    hooks: hooksOf(whole, deps, { reveal }),
    credentials: credentialsReadable(secrets, deps.sealer) ? 'readable' : 'unreadable',
    ...seenOf(gateway),
  };
}

function seenOf({ service, settings: stored }: Pick<Gateway, 'service' | 'settings'>) {
  const known = gatewayService(service);
  if (!known?.settings.safeParse(stored).success) return { warnings: [], abilities: null };
  return { warnings: known.warnings(stored), abilities: { ...known.abilities(stored) } };
}
