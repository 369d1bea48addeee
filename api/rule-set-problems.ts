import type { Executor } from '../db/client.ts';
import { readGatewayChannels } from '../db/queries/gateways.ts';
import type { RuleSetFields } from '../db/queries/rule-sets.ts';
import { readTemplates } from '../db/queries/templates.ts';
import { defaultRuleSetId } from '../domain/applies-to.ts';
import { ruleSetProblems } from '../domain/rule-problems.ts';
import type { Rule } from '../domain/rules.ts';
import { type FieldProblem, invalidFields, same } from './problem.ts';

/** Refuses a ladder that could not run: its own order, its templates and gateways, and whom it is for. */
export async function refuseUnsoundRules(tx: Executor, id: string, { rules, appliesTo }: RuleSetFields): Promise<void> {
  const own = ruleSetProblems(rules).map(
    ({ path, message, expected }): FieldProblem => ({ path, message: same(message), expected: same(expected) }),
  );
  const problems = [...audienceProblems(id, appliesTo), ...own, ...(await referenceProblems(tx, rules))];
  if (problems.length > 0) throw invalidFields(problems);
}

function audienceProblems(id: string, appliesTo: RuleSetFields['appliesTo']): FieldProblem[] {
  const asks = Object.values(appliesTo).some((list) => list !== undefined && list.length > 0);
  if (id === defaultRuleSetId || asks) return [];
  return [
    {
      path: 'appliesTo',
      given: '{}',
      message: { pt: 'só a régua "default" vale para todos', en: 'only the rule set "default" is for everybody' },
      expected: {
        pt: 'ao menos uma unidade, painel, plano, cidade, situação ou cliente',
        en: 'at least one unit, panel, plan, city, status or customer',
      },
    },
  ];
}

async function referenceProblems(tx: Executor, rules: Rule[]): Promise<FieldProblem[]> {
  const templates = new Map((await readTemplates(tx, [...new Set(rules.map(({ templateId }) => templateId))])).map((row) => [row.id, row]));
  const gateways = await readGatewayChannels(
    tx,
    rules.flatMap(({ gatewayId }) => gatewayId ?? []),
  );
  return rules.flatMap((rule, index): FieldProblem[] => {
    const at = (field: string) => `rules.${index}.${field}`;
    const template = templates.get(rule.templateId);
    if (template === undefined) {
      const expected = { pt: 'o id de um modelo', en: 'the id of a template' };
      return [{ path: at('templateId'), given: rule.templateId, message: { pt: 'modelo desconhecido', en: 'unknown template' }, expected }];
    }
    const problems: FieldProblem[] = [];
    if (rule.enabled && !template.enabled) {
      const expected = { pt: 'um modelo habilitado', en: 'an enabled template' };
      problems.push({
        path: at('templateId'),
        given: rule.templateId,
        message: { pt: 'modelo desabilitado', en: 'disabled template' },
        expected,
      });
    }
    if (rule.channels.some((channel) => channel !== template.channel)) {
      const message = { pt: 'o modelo é de outro canal', en: 'the template is for another channel' };
      problems.push({ path: at('channels'), given: rule.channels.join(', '), message, expected: same(template.channel) });
    }
    if (rule.gatewayId !== null && gateways.get(rule.gatewayId) !== template.channel) {
      const message = { pt: 'gateway desconhecido ou de outro canal', en: 'gateway unknown or of another channel' };
      const expected = { pt: `um gateway de ${template.channel}`, en: `a gateway of ${template.channel}` };
      problems.push({ path: at('gatewayId'), given: rule.gatewayId, message, expected });
    }
    return problems;
  });
}
