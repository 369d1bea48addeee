import type { Instant } from './instants.ts';
import { priceOfSegments } from './money.ts';
import type { PlannedStep } from './plan.ts';
import {
  type Catalogue,
  type CatalogueGateway,
  type CatalogueTemplate,
  type ChargeFacts,
  ladderOf,
  toTemplateFacts,
} from './plan-facts.ts';
import { renderTemplate } from './render.ts';
import type { Rule } from './rules.ts';
import type { TextEncoding } from './states.ts';
import { paymentIdOf } from './step-key.ts';

/** The text of a step from present facts, or the value that it lacks. */
export type NoticeText =
  | {
      kind: 'text';
      rule: Rule;
      template: CatalogueTemplate;
      /** Null while no gateway of the template's channel is chosen. */
      gateway: CatalogueGateway | null;
      subject: string | null;
      text: string;
      segments: number;
      encoding: TextEncoding;
      cost: string;
    }
  | { kind: 'missing'; template: CatalogueTemplate; variable: string; rule: 'skip' | 'hold' }
  | { kind: 'no-template' };

/** What the notice of a step says at `at`: the text that is sent, and the one that a timeline shows before. */
export function noticeText(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue, at: Instant): NoticeText {
  const rule = ladderOf(facts, catalogue)?.rules.find(({ number }) => number === step.rule);
  const template = rule && catalogue.templates[rule.templateId];
  if (!rule || !template) return { kind: 'no-template' };
  const isMail = template.channel === 'email';
  const chosen = catalogue.gateways[rule.gatewayId ?? (isMail ? catalogue.defaultGateways.email : catalogue.defaultGateways.notices) ?? ''];
  const gateway = chosen?.channel === template.channel ? chosen : null;

  const values = toTemplateFacts(facts, catalogue, { paymentId: paymentIdOf(step), at });
  const options = { accents: isMail ? ('keep' as const) : (gateway?.accents ?? 'smart'), missing: template.missing };
  const rendered = renderTemplate(template.text, values, options);
  const subject = isMail ? renderTemplate(template.subject ?? '{ISP_NAME}', values, options) : null;
  if (rendered.kind === 'missing') return { ...rendered, template };
  if (subject?.kind === 'missing') return { ...subject, template };
  const segments = isMail ? 1 : rendered.segments;
  return {
    kind: 'text',
    rule,
    template,
    gateway,
    subject: subject?.maskedText ?? null,
    text: rendered.maskedText,
    segments,
    encoding: rendered.encoding,
    cost: priceOfSegments(gateway?.price ?? '0', segments),
  };
}
