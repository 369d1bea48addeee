import type { Executor } from '../db/client.ts';
import { readTemplate } from '../db/queries/templates.ts';
import type { Words } from '../domain/fields.ts';
import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import type { MissingRule } from '../domain/render.ts';
import { invalidField, invalidFields } from './problem.ts';
import { textProblems } from './template-problems.ts';

export type WordingRequest = { text?: string | null | undefined; templateId?: string | null | undefined };

export type ChosenText = {
  template: { id: string; version: number } | null;
  text: string;
  missing: Readonly<Record<string, MissingRule>>;
};

/** The text that is named or given; refuses what could not be sent. `listed`: variables of the lists it goes to, for a text of its own. */
export async function chosenText(db: Executor, { text, templateId }: WordingRequest, listed: readonly string[] = []): Promise<ChosenText> {
  if (templateId == null) {
    const problems = textProblems('text', text ?? '', listed);
    if (problems.length > 0) throw invalidFields(problems);
    return { template: null, text: text ?? '', missing: {} };
  }
  const template = await readTemplate(db, templateId);
  const wrong = (message: Words) =>
    invalidField('templateId', templateId, message, { pt: 'um template de SMS habilitado', en: 'an enabled SMS template' });
  if (template === null) throw wrong({ pt: 'template desconhecido', en: 'unknown template' });
  if (!template.enabled) throw wrong({ pt: 'template desabilitado', en: 'disabled template' });
  if (template.channel !== 'sms') throw wrong({ pt: 'template de outro canal', en: 'template for another channel' });
  return { template: { id: template.id, version: template.version }, text: template.text, missing: template.missing };
}

/** The gateway that a campaign names, else the default for campaigns, else that for notices; null where none is chosen. */
export function campaignGateway({ gateways, defaultGateways }: Catalogue, asked: string | null | undefined): CatalogueGateway | null {
  const gateway = gateways[asked ?? defaultGateways.campaigns ?? defaultGateways.notices ?? ''];
  if (asked != null && gateway?.channel !== 'sms') {
    const expected = { pt: 'o id de um gateway de SMS', en: 'the id of an SMS gateway' };
    throw invalidField('gatewayId', asked, { pt: 'gateway desconhecido', en: 'unknown gateway' }, expected);
  }
  return gateway?.channel === 'sms' ? gateway : null;
}
