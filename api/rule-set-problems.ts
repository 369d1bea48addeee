import type { Executor } from '../db/client.ts';
import { readGatewayChannels } from '../db/queries/gateways.ts';
import { unknownCustomers } from '../db/queries/read-customers.ts';
import { unknownPanels, unknownUnits } from '../db/queries/read-units.ts';
import type { RuleSetFields } from '../db/queries/rule-sets.ts';
import { readTemplates, type Template } from '../db/queries/templates.ts';
import type { Words } from '../domain/fields.ts';
import { ruleSetProblems } from '../domain/rule-problems.ts';
import { defaultRuleSetId, type Rule, templateIdsOf } from '../domain/rules.ts';
import type { Channel } from '../domain/states.ts';
import { type FieldProblem, invalidFields } from './problem.ts';

/** Refuses a ladder that could not run: its own order, its templates and gateways, and whom it is for. */
export async function refuseUnsoundRules(tx: Executor, id: string, { rules, appliesTo }: RuleSetFields): Promise<void> {
  const problems = [
    ...classProblems(id, appliesTo),
    ...(await nameProblems(tx, appliesTo)),
    ...ruleSetProblems(rules),
    ...(await referenceProblems(tx, rules)),
  ];
  if (problems.length > 0) throw invalidFields(problems);
}

function classProblems(id: string, appliesTo: RuleSetFields['appliesTo']): FieldProblem[] {
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

const unknownNames: Record<'units' | 'panels' | 'customerIds', { message: Words; expected: Words }> = {
  units: {
    message: { pt: 'unidade desconhecida', en: 'unknown unit' },
    expected: { pt: 'o id de uma unidade cadastrada', en: 'the id of a unit that was put before' },
  },
  panels: {
    message: { pt: 'painel desconhecido', en: 'unknown panel' },
    expected: { pt: 'o id de um painel cadastrado', en: 'the id of a panel that was put before' },
  },
  customerIds: {
    message: { pt: 'cliente desconhecido', en: 'unknown customer' },
    expected: { pt: 'o id de um cliente cadastrado', en: 'the id of a customer that was put before' },
  },
};

/** A class that names what is not there would be for nobody, silently. Plans and cities are what customers say. */
async function nameProblems(tx: Executor, appliesTo: RuleSetFields['appliesTo']): Promise<FieldProblem[]> {
  const unknown = {
    units: await unknownUnits(tx, appliesTo.units ?? []),
    panels: await unknownPanels(tx, appliesTo.panels ?? []),
    customerIds: await unknownCustomers(tx, appliesTo.customerIds ?? []),
  };
  return (['units', 'panels', 'customerIds'] as const).flatMap((list) =>
    unknown[list].map((given) => ({ path: `appliesTo.${list}.${appliesTo[list]?.indexOf(given)}`, given, ...unknownNames[list] })),
  );
}

async function referenceProblems(tx: Executor, rules: Rule[]): Promise<FieldProblem[]> {
  const ids = new Set(rules.flatMap(templateIdsOf));
  const templates = new Map((await readTemplates(tx, [...ids])).map((row) => [row.id, row]));
  const gateways = await readGatewayChannels(
    tx,
    rules.flatMap(({ gatewayId }) => gatewayId ?? []),
  );
  return rules.flatMap((rule, index) => {
    const at = (field: string) => `rules.${index}.${field}`;
    return [...templateProblems(rule, templates, at), ...gatewayProblems(rule, gateways, at)];
  });
}

type At = (field: string) => string;

/** Every text that a rule names must be there, and each of its channels must have one. */
function templateProblems(rule: Rule, templates: ReadonlyMap<string, Template>, at: At): FieldProblem[] {
  const main = templates.get(rule.templateId);
  const others = Object.entries(rule.templates ?? {}).map(([channel, id]) => ({ field: `templates.${channel}`, channel, id }));
  const named = [{ field: 'templateId', channel: main?.channel, id: rule.templateId }, ...others];
  const wrong = named.flatMap(({ field, channel, id }): FieldProblem[] => {
    const template = templates.get(id);
    if (template === undefined) {
      const expected = { pt: 'o id de um template', en: 'the id of a template' };
      return [{ path: at(field), given: id, message: { pt: 'template desconhecido', en: 'unknown template' }, expected }];
    }
    if (template.channel !== channel) {
      const message = { pt: `o template é de ${template.channel}`, en: `the template is for ${template.channel}` };
      return [{ path: at(field), given: id, message, expected: { pt: `um template de ${channel}`, en: `a template of ${channel}` } }];
    }
    if (template.enabled || !rule.enabled) return [];
    const expected = { pt: 'um template habilitado', en: 'an enabled template' };
    return [{ path: at(field), given: id, message: { pt: 'template desabilitado', en: 'disabled template' }, expected }];
  });
  if (wrong.some(({ path }) => path === at('templateId')) && main === undefined) return wrong;
  const texts = new Set<Channel | undefined>([
    main?.channel,
    ...rule.channels.filter((channel) => rule.templates?.[channel] !== undefined),
  ]);
  const silent = rule.channels.filter((channel) => !texts.has(channel));
  if (silent.length === 0) return wrong;
  const message = {
    pt: `nenhum template tem texto para ${silent.join(', ')}`,
    en: `no template has a text for ${silent.join(', ')}`,
  };
  const rest = rule.channels.filter((channel) => texts.has(channel)).join(', ') || main?.channel || '';
  const expected = {
    pt: `${rest}, ou um template de ${silent.join(', ')} em templates`,
    en: `${rest}, or a template of ${silent.join(', ')} in templates`,
  };
  return [...wrong, { path: at('channels'), given: rule.channels.join(', '), message, expected }];
}

function gatewayProblems({ gatewayId, channels }: Rule, gateways: ReadonlyMap<string, Channel>, at: At): FieldProblem[] {
  if (gatewayId === null) return [];
  const channel = gateways.get(gatewayId);
  if (channel !== undefined && channels.includes(channel)) return [];
  const message = { pt: 'gateway desconhecido ou de outro canal', en: 'gateway unknown or of another channel' };
  const list = channels.join(', ');
  return [{ path: at('gatewayId'), given: gatewayId, message, expected: { pt: `um gateway de ${list}`, en: `a gateway of ${list}` } }];
}
