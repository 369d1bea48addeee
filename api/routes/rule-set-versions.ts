import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { countOpenCharges } from '../../db/queries/rule-set-reach.ts';
import { readRuleSet, readRuleSetVersion, saveRuleSetDraft } from '../../db/queries/rule-sets.ts';
import type { Words } from '../../domain/fields.ts';
import { ruleSetPresets } from '../../domain/rule-set-presets.ts';
import { answers, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { found } from '../problem.ts';
import { refuseUnsoundRules } from '../rule-set-problems.ts';
import { statusOf } from '../saved.ts';
import { ruleAnswer, ruleSetAnswer } from '../shapes/rule-set.ts';
import { unitsOf } from '../units-limit.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const reading = { ...access('rules:read'), tags: ['rules'] };
const version = z.int().min(1).max(1_000_000);

const getVersion = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/rule-sets/{id}/versions/{version}',
  summary: 'One saved version',
  request: { params: z.object({ id, version: z.coerce.number().pipe(version).openapi({ type: 'integer' }) }) },
  responses: answers(ruleSetAnswer),
});
const revert = createRoute({
  ...access('rules:write'),
  tags: ['rules'],
  method: 'post',
  path: '/v1/rule-sets/{id}/revert',
  summary: 'Makes the draft of an older version; nobody is texted by it before it is published',
  request: { params: idParam, query: editQuery, body: jsonBody(fields({ version })) },
  responses: answersPut(ruleSetAnswer),
});

const presetsAnswer = z
  .object({
    items: z.array(z.object({ id: z.string(), name: z.string(), note: z.string(), rules: z.array(ruleAnswer.omit({ templateId: true })) })),
  })
  .openapi('RuleSetPresets');
const getPresets = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/rule-set-presets',
  summary: 'Numbers 10 to 13 as the regulations have them; each lacks its template',
  responses: answers(presetsAnswer),
});

const getReach = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/rule-sets/{id}/reach',
  summary: 'How many open charges the newest version is for, by unit',
  request: { params: idParam },
  responses: answers(
    z
      .object({ openCharges: z.int(), byUnit: z.array(z.object({ unit: z.string(), openCharges: z.int() })) })
      .openapi('RuleSetReach', { description: 'A more specific rule set may take some of them' }),
  ),
});

const aRuleSet = { pt: 'régua', en: 'rule set' };

/** What a ladder was, whom it is for, and what it may start from. */
export function ruleSetVersionRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getPresets, (c) => c.json({ items: [...ruleSetPresets] }, 200))
    .openapi(getVersion, async (c) => {
      const asked = c.req.valid('param');
      found(await readRuleSet(db, asked.id), aRuleSet, asked.id);
      return c.json(found(await readRuleSetVersion(db, asked), versionOf(asked.id), String(asked.version)), 200);
    })
    .openapi(getReach, async (c) => {
      const asked = c.req.valid('param').id;
      const { appliesTo } = found(await readRuleSet(db, asked), aRuleSet, asked);
      const byUnit = await countOpenCharges(db, appliesTo, unitsOf(c));
      return c.json({ openCharges: byUnit.reduce((sum, { openCharges }) => sum + openCharges, 0), byUnit }, 200);
    })
    .openapi(revert, async (c) => {
      const { id: ruleSetId } = c.req.valid('param');
      const asked = { id: ruleSetId, version: c.req.valid('json').version };
      const [saved, ruleSet] = await write(deps, c, async (tx, context) => {
        found(await readRuleSet(tx, ruleSetId), aRuleSet, ruleSetId);
        const { name, appliesTo, rules } = found(await readRuleSetVersion(tx, asked), versionOf(ruleSetId), String(asked.version));
        await refuseUnsoundRules(tx, ruleSetId, { name, appliesTo, rules });
        const given = { name, appliesTo, rules };
        const outcome = await saveRuleSetDraft(tx, { ...given, id: ruleSetId }, context);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'rule-set', id: ruleSetId, given }, context);
        return [outcome, found(await readRuleSet(tx, ruleSetId), aRuleSet, ruleSetId)] as const;
      });
      return c.json(ruleSet, statusOf(c, saved));
    });
}

function versionOf(ruleSetId: string): Words {
  return { pt: `versão da régua "${ruleSetId}"`, en: `version of the rule set "${ruleSetId}"` };
}
