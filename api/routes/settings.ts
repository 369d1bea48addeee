import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { readGatewayChannels } from '../../db/queries/gateways.ts';
import { changeSettings, type DefaultGateways, readSettings, type SettingsChange } from '../../db/queries/settings.ts';
import { stateCodes } from '../../domain/brazil-states.ts';
import { editableWindows, windowDays, windowProblems } from '../../domain/send-window.ts';
import { serviceStates } from '../../domain/states.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, id, line } from '../fields.ts';
import { type FieldProblem, invalidFields, same } from '../problem.ts';
import { replanOpenCharges } from '../replan.ts';
import { replanPlaces } from '../replan-places.ts';
import { expecting, fields } from '../validation.ts';
import { write } from '../writing.ts';

const hours = z.array(z.string().max(20)).max(10);
const gateway = id.nullable().optional();
const day = Object.fromEntries(windowDays.map((name) => [name, hours.optional()]));
const ofDays = fields(day);
const days = ofDays.optional();
const stateDays = ofDays.nullable().optional();
const stateHours = fields({ collection: stateDays, informative: stateDays, marketing: stateDays }).nullable().optional();

const words = z.array(line(40).refine((phrase) => /[\p{L}\p{N}]/u.test(phrase), expecting('uma palavra', 'a word'))).max(50);
const confirmation = line(160).nullable();

const change = fields({
  service: z.enum(serviceStates).optional(),
  defaultGateways: fields({ notices: gateway, campaigns: gateway, manual: gateway, email: gateway }).optional(),
  windows: fields({ collection: days, informative: days, marketing: days })
    .optional()
    .openapi({ description: 'What is left out stays; [] is closed. Hours like 09:00-18:00, 24:00 ends a day' }),
  windowsByState: fields(Object.fromEntries(stateCodes.map((code) => [code, stateHours])))
    .optional()
    .openapi({
      description:
        "Hours that a state has differently, by its two letters; the customer's state decides. Days left out are those of the house; null takes a class or a state back to them",
    }),
  billingPhonesMost: z.int().min(1).max(10).optional(),
  preparationLeadSeconds: z.int().min(0).max(3_600).optional(),
  replies: fields({
    optOutWords: words.optional(),
    wrongPersonWords: words.optional(),
    optOutConfirmation: confirmation.optional(),
    wrongPersonConfirmation: confirmation.optional(),
  })
    .optional()
    .openapi({ description: 'Words by which replies are understood, and the text answered once to each; null answers nothing' }),
});

const gatewayId = z.string().nullable();
const answer = z
  .object({
    service: z.enum(serviceStates),
    serviceOnSince: answerInstant.nullable(),
    defaultGateways: z.object({ notices: gatewayId, campaigns: gatewayId, manual: gatewayId, email: gatewayId }),
    windows: z.record(z.enum(editableWindows), z.record(z.enum(windowDays), z.array(z.string()))),
    windowsByState: z.record(
      z.string(),
      z.partialRecord(z.enum(editableWindows), z.partialRecord(z.enum(windowDays), z.array(z.string()))),
    ),
    billingPhonesMost: z.number(),
    preparationLeadSeconds: z.number(),
    replies: z.object({
      optOutWords: z.array(z.string()),
      wrongPersonWords: z.array(z.string()),
      optOutConfirmation: z.string().nullable(),
      wrongPersonConfirmation: z.string().nullable(),
    }),
    updatedAt: answerInstant.nullable(),
  })
  .openapi('Settings');

const getSettings = createRoute({
  ...access('settings:read'),
  tags: ['settings'],
  method: 'get',
  path: '/v1/settings',
  summary: 'The settings of the house',
  responses: answers(answer),
});
const patchSettings = createRoute({
  ...access('settings:write'),
  tags: ['settings'],
  method: 'patch',
  path: '/v1/settings',
  summary: 'Changes what is named; switching the service on is a new first moment for every charge',
  request: { body: jsonBody(change) },
  responses: answers(answer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});

/** The settings of the house. */
export function settingsRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getSettings, async (c) => c.json(await readSettings(db), 200))
    .openapi(patchSettings, async (c) => {
      const given = c.req.valid('json');
      refuseUnsoundHours(given);
      const result = await write(deps, c, async (tx, context) => {
        await refuseUnfitGateways(tx, given.defaultGateways ?? {});
        const changed = await changeSettings(tx, given, context);
        if (changed.replan === 'all') await replanOpenCharges(tx, 'settings', context);
        else
          await replanPlaces(
            tx,
            db,
            changed.replan.map((state) => ({ state })),
            context,
          );
        return changed;
      });
      if (!result.changed) c.header('Regua-Unchanged', '1');
      return c.json(result.settings, 200);
    });
}

function refuseUnsoundHours({ windows, windowsByState }: Pick<SettingsChange, 'windows' | 'windowsByState'>): void {
  const states = Object.entries(windowsByState ?? {}).flatMap(([state, hoursOfState]) =>
    windowProblems(hoursOfState ?? {}).map((problem) => ({ ...problem, path: `windowsByState.${state}.${problem.path}` })),
  );
  const house = windowProblems(windows ?? {}).map((problem) => ({ ...problem, path: `windows.${problem.path}` }));
  const wrong = [...house, ...states].map(
    ({ path, given, expected }): FieldProblem => ({
      path,
      message: { pt: 'horário inválido', en: 'hours not valid' },
      expected: same(expected),
      given,
    }),
  );
  if (wrong.length > 0) throw invalidFields(wrong);
}

async function refuseUnfitGateways(tx: Executor, given: { [K in keyof DefaultGateways]?: string | null | undefined }): Promise<void> {
  const named = Object.entries(given).flatMap(([use, gatewayId]) => (typeof gatewayId === 'string' ? [{ use, gatewayId }] : []));
  const channels = await readGatewayChannels(
    tx,
    named.map(({ gatewayId }) => gatewayId),
  );
  const unfit = named.filter(({ use, gatewayId }) => channels.get(gatewayId) !== (use === 'email' ? 'email' : 'sms'));
  if (unfit.length === 0) return;
  throw invalidFields(
    unfit.map(({ use, gatewayId }) => ({
      path: `defaultGateways.${use}`,
      given: gatewayId,
      message: channels.has(gatewayId)
        ? { pt: 'gateway de outro canal', en: 'gateway of another channel' }
        : { pt: 'gateway desconhecido', en: 'unknown gateway' },
      expected:
        use === 'email'
          ? { pt: 'o id de um gateway de e-mail', en: 'the id of an e-mail gateway' }
          : { pt: 'o id de um gateway de SMS', en: 'the id of an SMS gateway' },
    })),
  );
}
