import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listPanels, listUnits, readPanel, readUnit } from '../../db/queries/read-units.ts';
import { savePanels } from '../../db/queries/save-panels.ts';
import { saveUnits } from '../../db/queries/save-units.ts';
import { isAreaCode } from '../../domain/area-codes.ts';
import { isCnpj } from '../../domain/cnpj.ts';
import { isHousePhone, isPostalCode, isWebsite } from '../../domain/house-contact.ts';
import { answers, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, email, idParam, line, orNull, sourceVersion, state, timeZone } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { savedOrRefused, statusOf } from '../saved.ts';
import { unitsOf } from '../units-limit.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { expecting, fields } from '../validation.ts';
import { write } from '../writing.ts';

const areaCode = z.string().refine(isAreaCode, expecting('um DDD que existe, como 67', 'an area code that exists, like 67'));
const taxId = line(30).refine(
  isCnpj,
  expecting(
    'um CNPJ com os dígitos verificadores certos, como 04.746.638/0001-27',
    'a CNPJ whose check digits are right, like 04.746.638/0001-27',
  ),
);
const postalCode = line(20).refine(
  isPostalCode,
  expecting('um CEP de oito dígitos, como 79000-000', 'a CEP of eight digits, like 79000-000'),
);
const phone = line(40).refine(
  isHousePhone,
  expecting('um só telefone, como (67) 2222-3333, 0800 123 4567 ou 10331', 'one phone alone, like (67) 2222-3333, 0800 123 4567 or 10331'),
);
const website = line(200).refine(
  isWebsite,
  expecting('um endereço da web, como www.provedor.com.br', 'an address of the web, like www.provedor.com.br'),
);

const unitBody = fields({
  name: line(100),
  legalName: orNull(line(200)),
  taxId: orNull(taxId),
  street: orNull(line(200)),
  number: orNull(line(30)),
  district: orNull(line(100)),
  city: orNull(line(100)),
  state: orNull(state),
  postalCode: orNull(postalCode),
  areaCode: orNull(areaCode),
  phone: orNull(phone),
  email: orNull(email),
  website: orNull(website),
  timeZone,
  sourceVersion: sourceVersion.nullish(),
});
const panelBody = fields({ name: line(100), sourceVersion: sourceVersion.nullish() });

const kept = { id: z.string(), sourceVersion: z.number().nullable(), createdAt: answerInstant, updatedAt: answerInstant };
const text = z.string().nullable();
const unit = z
  .object({
    ...kept,
    name: z.string(),
    legalName: text,
    taxId: text,
    street: text,
    number: text,
    district: text,
    city: text,
    state: text,
    postalCode: text,
    areaCode: text,
    phone: text,
    email: text,
    website: text,
    timeZone: z.string(),
  })
  .openapi('Unit');
const panel = z.object({ ...kept, name: z.string() }).openapi('Panel');

const reading = { ...access('units:read'), tags: ['units and panels'] };
const readingOne = { ...access('units:read', { unit: 'id' }), tags: ['units and panels'] };
const writing = { ...access('units:write'), tags: ['units and panels'] };
const list = { query: fields(pageQuery) };

const getUnits = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/units',
  summary: 'Units',
  request: list,
  responses: answersPage(unit),
});
const getUnit = createRoute({
  ...readingOne,
  method: 'get',
  path: '/v1/units/{id}',
  summary: 'A unit',
  request: { params: idParam },
  responses: answers(unit),
});
const putUnit = createRoute({
  ...writing,
  method: 'put',
  path: '/v1/units/{id}',
  summary: 'Creates or replaces a unit',
  request: { params: idParam, query: editQuery, body: jsonBody(unitBody) },
  responses: answersPut(unit),
});
const getPanels = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/panels',
  summary: 'Panels',
  request: list,
  responses: answersPage(panel),
});
const getPanel = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/panels/{id}',
  summary: 'A panel',
  request: { params: idParam },
  responses: answers(panel),
});
const putPanel = createRoute({
  ...writing,
  method: 'put',
  path: '/v1/panels/{id}',
  summary: 'Creates or replaces a panel',
  request: { params: idParam, query: editQuery, body: jsonBody(panelBody) },
  responses: answersPut(panel),
});

const aUnit = { pt: 'unidade', en: 'unit' };
const aPanel = { pt: 'painel', en: 'panel' };

/** The offices of the provider and the groups of customers. */
export function unitRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getUnits, async (c) => c.json(pageAnswer(await listUnits(db, pageRequest(c.req.valid('query')), unitsOf(c))), 200))
    .openapi(getUnit, async (c) => c.json(found(await readUnit(db, c.req.valid('param').id), aUnit, c.req.valid('param').id), 200))
    .openapi(putUnit, async (c) => {
      const { id } = c.req.valid('param');
      const [saved, now] = await write(deps, c, async (tx, context) => {
        const given = c.req.valid('json');
        const [result] = await saveUnits(tx, [{ ...given, id }], context);
        const outcome = savedOrRefused(result, aUnit, id);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'unit', id, given }, context);
        return [outcome, found(await readUnit(tx, id), aUnit, id)] as const;
      });
      return c.json(now, statusOf(c, saved));
    })
    .openapi(getPanels, async (c) => c.json(pageAnswer(await listPanels(db, pageRequest(c.req.valid('query')))), 200))
    .openapi(getPanel, async (c) => c.json(found(await readPanel(db, c.req.valid('param').id), aPanel, c.req.valid('param').id), 200))
    .openapi(putPanel, async (c) => {
      const { id } = c.req.valid('param');
      const [saved, now] = await write(deps, c, async (tx, context) => {
        const given = c.req.valid('json');
        const [result] = await savePanels(tx, [{ ...given, id }], context);
        const outcome = savedOrRefused(result, aPanel, id);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'panel', id, given }, context);
        return [outcome, found(await readPanel(tx, id), aPanel, id)] as const;
      });
      return c.json(now, statusOf(c, saved));
    });
}
