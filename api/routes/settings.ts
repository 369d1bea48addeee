import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { listCampaignsUnderWay } from '../../db/queries/campaigns-under-way.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { pauseEverything, resumeEverything } from '../../db/queries/pause.ts';
import { changeSettings, readSettings, type Settings, type SettingsChange } from '../../db/queries/settings.ts';
import { readTemplates } from '../../db/queries/templates.ts';
import { stateCodes } from '../../domain/brazil-states.ts';
import { editableWindows, windowDays, windowProblems } from '../../domain/send-window.ts';
import { readLinkOrigin } from '../../domain/short-links.ts';
import { serviceStates } from '../../domain/states.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Web } from '../context.ts';
import { answerInstant, id, line, timeOfDay } from '../fields.ts';
import { gatewayRoutes, refuseUnfitGateways, refuseUnfitRoutes } from '../gateway-choices.ts';
import { linkOriginInForce } from '../link-origin.ts';
import { type FieldProblem, invalidField, invalidFields, same } from '../problem.ts';
import { replanOpenCharges } from '../replan.ts';
import { replanPlaces } from '../replan-places.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { expecting, fields } from '../validation.ts';
import { type WriteContext, write } from '../writing.ts';

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
  service: z.enum(serviceStates).optional().openapi({ description: 'shadow: everything runs and is recorded, nothing leaves' }),
  paused: z.boolean().optional().openapi({ description: 'As POST /v1/settings/pause and /resume' }),
  caps: fields({
    collectionPerCharge: z.int().min(0).max(20).optional().openapi({ description: 'A local day; 0: no limit' }),
    perCustomer: z.int().min(1).max(100).optional(),
    perPhone: z.int().min(1).max(100).optional(),
  }).optional(),
  grouping: z.boolean().optional().openapi({ description: 'Charges of one customer at the same step on the same day share a text' }),
  noticeProof: z.enum(['accepted', 'delivered']).optional(),
  stepDone: z.enum(['accepted', 'delivered']).optional(),
  actionHours: z.int().min(1).max(720).optional().openapi({ description: 'How long the network system may take to answer' }),
  settlementDays: z.int().min(0).max(10).optional().openapi({ description: 'Business days that chasing waits for a bank file' }),
  promises: fields({
    mostDays: z.int().min(1).max(90).optional(),
    perCustomer: z.int().min(1).max(100).optional(),
    withinDays: z.int().min(1).max(730).optional(),
    reminderTime: timeOfDay.optional(),
    reminderTemplateId: id.nullable().optional().openapi({ description: 'null: nobody is reminded on the eve' }),
  }).optional(),
  defaultGateways: fields({ notices: gateway, campaigns: gateway, manual: gateway, email: gateway }).optional(),
  gatewayRoutes: gatewayRoutes.optional(),
  testGateways: fields({ sms: gateway, email: gateway })
    .optional()
    .openapi({ description: 'Accounts at the sandbox carrier: all that test customers get goes there, and nothing else' }),
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
  campaignApprovalAbove: z
    .int()
    .min(0)
    .nullable()
    .optional()
    .openapi({ description: 'A campaign to more people than this waits for a second person; null: none does' }),
  campaignCap: fields({ days: z.int().min(1).max(365), perCustomer: z.int().min(1).max(100), perPhone: z.int().min(1).max(100) })
    .nullable()
    .optional()
    .openapi({ description: 'Most advertising texts within so many days; null: no limit' }),
  linkOrigin: line(260)
    .refine(
      (given) => readLinkOrigin(given) !== null,
      expecting('um domínio, como https://l.exemplo.com.br, sem caminho', 'a domain, like https://l.example.com, without a path'),
    )
    .transform((given) => readLinkOrigin(given) ?? given)
    .nullable()
    .optional()
    .openapi({
      description: 'Domain of the short links of campaigns, which leads to this service; null: REGUA_PUBLIC_URL',
      type: ['string', 'null'],
    }),
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
    gatewayRoutes,
    testGateways: z.object({ sms: gatewayId, email: gatewayId }),
    windows: z.record(z.enum(editableWindows), z.record(z.enum(windowDays), z.array(z.string()))),
    windowsByState: z.record(
      z.string(),
      z.partialRecord(z.enum(editableWindows), z.partialRecord(z.enum(windowDays), z.array(z.string()))),
    ),
    billingPhonesMost: z.number(),
    preparationLeadSeconds: z.number(),
    paused: z.boolean(),
    pausedAt: answerInstant.nullable(),
    pausedBy: z.string().nullable(),
    caps: z.object({ collectionPerCharge: z.number(), perCustomer: z.number(), perPhone: z.number() }),
    grouping: z.boolean(),
    noticeProof: z.enum(['accepted', 'delivered']),
    stepDone: z.enum(['accepted', 'delivered']),
    actionHours: z.number(),
    settlementDays: z.number(),
    promises: z.object({
      mostDays: z.number(),
      perCustomer: z.number(),
      withinDays: z.number(),
      reminderTime: z.string(),
      reminderTemplateId: z.string().nullable(),
    }),
    replies: z.object({
      optOutWords: z.array(z.string()),
      wrongPersonWords: z.array(z.string()),
      optOutConfirmation: z.string().nullable(),
      wrongPersonConfirmation: z.string().nullable(),
    }),
    campaignApprovalAbove: z.number().nullable(),
    campaignCap: z.object({ days: z.number(), perCustomer: z.number(), perPhone: z.number() }).nullable(),
    linkOrigin: z.string().nullable(),
    linkOriginInForce: z.string().nullable().openapi({ description: 'Where short links are; null: nowhere, until one is set' }),
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
  request: { query: editQuery, body: jsonBody(change) },
  responses: answers(answer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});

/** The settings of the house. */
export function settingsRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getSettings, async (c) => c.json(shown(await readSettings(db), deps.web), 200))
    .openapi(patchSettings, async (c) => {
      const { paused, ...given } = c.req.valid('json');
      refuseUnsoundHours(given);
      const result = await write(deps, c, async (tx, context) => {
        await refuseUnfitGateways(tx, 'defaultGateways', given.defaultGateways ?? {});
        await refuseUnfitGateways(tx, 'testGateways', given.testGateways ?? {});
        await refuseUnfitRoutes(tx, given.gatewayRoutes ?? []);
        await refuseUnfitReminder(tx, given.promises?.reminderTemplateId);
        const turned = await turn(tx, paused, context);
        const changed = await changeSettings(tx, given, context);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'settings', id: 'settings', given }, context);
        // Windows, service and caps are read by campaigns too.
        if (changed.changed) await pushOutbox(tx, 'campaign', await listCampaignsUnderWay(tx), context.now);
        if (changed.replan === 'all') await replanOpenCharges(tx, 'settings', context);
        else
          await replanPlaces(
            tx,
            db,
            changed.replan.map((state) => ({ state })),
            context,
          );
        return { settings: changed.settings, changed: changed.changed || turned };
      });
      if (!result.changed) c.header('Regua-Unchanged', '1');
      return c.json(shown(result.settings, deps.web), 200);
    });
}

function shown(settings: Settings, web: Web) {
  return { ...settings, paused: settings.pausedAt !== null, linkOriginInForce: linkOriginInForce(settings, web) };
}

/** Pauses everything or lets it go on, where that is asked; whether it changed anything. */
async function turn(tx: Executor, paused: boolean | undefined, context: WriteContext): Promise<boolean> {
  if (paused === undefined) return false;
  return paused ? pauseEverything(tx, context) : (await resumeEverything(tx, context)) !== null;
}

/** The reminder of a promise goes by SMS. */
async function refuseUnfitReminder(tx: Executor, templateId: string | null | undefined): Promise<void> {
  if (templateId === null || templateId === undefined) return;
  const [template] = await readTemplates(tx, [templateId]);
  if (template?.enabled && template.channel === 'sms') return;
  const message =
    template === undefined
      ? { pt: 'template desconhecido', en: 'unknown template' }
      : { pt: 'template que não serve', en: 'template not fit' };
  const expected = { pt: 'o id de um template de SMS habilitado, ou null', en: 'the id of an enabled SMS template, or null' };
  throw invalidField('promises.reminderTemplateId', templateId, message, expected);
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
