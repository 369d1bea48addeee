import { z } from '@hono/zod-openapi';
import type { Executor } from '../db/client.ts';
import { readGatewayChannels } from '../db/queries/gateways.ts';
import type { Words } from '../domain/fields.ts';
import { type GatewayRoute, overlaps, readPrefix, routedPurposes } from '../domain/gateway-routes.ts';
import type { Channel } from '../domain/states.ts';
import { id } from './fields.ts';
import { type FieldProblem, invalidFields } from './problem.ts';
import { expecting, fields } from './validation.ts';

const prefix = z
  .string()
  .max(20)
  .refine(
    (raw) => readPrefix(raw) !== null,
    expecting(
      'um DDD e, se quiser, os algarismos seguintes de um celular: 67, 6799',
      'an area code and, if wanted, the next digits of a mobile: 67, 6799',
    ),
  )
  .transform((raw) => readPrefix(raw) ?? raw)
  .openapi({ type: 'string' });

/** Which phones go by which gateways, in the order in which they take over. The whole list is given and answered. */
export const gatewayRoutes = z
  .array(
    fields({
      purposes: z.array(z.enum(routedPurposes)).min(1),
      prefixes: z.array(prefix).min(1).max(200),
      gatewayIds: z.array(id).min(1).max(10),
    }),
  )
  .max(100)
  .openapi({
    description:
      'Phones that begin so go by these gateways: the first that may send has the text, the next take over from it. Routes of one purpose must not claim the same phone',
  });

/** Each default has to be a gateway of the channel that it is for. */
export async function refuseUnfitGateways(
  tx: Executor,
  setting: 'defaultGateways' | 'testGateways',
  given: Readonly<Record<string, string | null | undefined>>,
): Promise<void> {
  const named = Object.entries(given).flatMap(([use, gatewayId]) => {
    const channel: Channel = use === 'email' ? 'email' : 'sms';
    return typeof gatewayId === 'string' ? [{ path: `${setting}.${use}`, gatewayId, channel }] : [];
  });
  await refuseUnfit(tx, named);
}

/** Routes name gateways of SMS, and no phone twice. */
export async function refuseUnfitRoutes(tx: Executor, routes: readonly GatewayRoute[]): Promise<void> {
  const contested = overlaps(routes).map((problem) => ({ ...problem, path: `gatewayRoutes.${problem.path}` }));
  if (contested.length > 0) throw invalidFields(contested);
  const named = routes.flatMap(({ gatewayIds }, route) =>
    gatewayIds.map((gatewayId, place) => ({
      path: `gatewayRoutes.${route}.gatewayIds.${place}`,
      gatewayId,
      channel: 'sms' as const,
    })),
  );
  await refuseUnfit(tx, named);
}

async function refuseUnfit(tx: Executor, named: readonly { path: string; gatewayId: string; channel: Channel }[]): Promise<void> {
  const channels = await readGatewayChannels(
    tx,
    named.map(({ gatewayId }) => gatewayId),
  );
  const unfit = named.filter(({ gatewayId, channel }) => channels.get(gatewayId) !== channel);
  if (unfit.length === 0) return;
  throw invalidFields(
    unfit.map(
      ({ path, gatewayId, channel }): FieldProblem => ({
        path,
        given: gatewayId,
        message: channels.has(gatewayId)
          ? { pt: 'gateway de outro canal', en: 'gateway of another channel' }
          : { pt: 'gateway desconhecido', en: 'unknown gateway' },
        expected: expectedOf[channel],
      }),
    ),
  );
}

const expectedOf: Record<Channel, Words> = {
  email: { pt: 'o id de um gateway de e-mail', en: 'the id of an e-mail gateway' },
  sms: { pt: 'o id de um gateway de SMS', en: 'the id of an SMS gateway' },
};
