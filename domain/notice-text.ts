import { amountOpen } from './amounts-due.ts';
import { routedGateway } from './gateway-routes.ts';
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
import { promiseRule } from './promise-reminder.ts';
import { renderTemplate } from './render.ts';
import { promiseRuleNumber, type StepRule, templateIdFor } from './rules.ts';
import type { Channel, TextEncoding } from './states.ts';
import { paymentIdOf } from './step-key.ts';

/** The text of a step from present facts, or the value that it lacks. */
export type NoticeText =
  | {
      kind: 'text';
      rule: StepRule;
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

/**
 * What the notice of a step says at `at`: the text that is sent, and the one that a timeline shows before. `mates`: other charges that it
 * speaks of. `address`: to whom, where that is not the customer's first: phones may go by gateways of their own.
 */
export function noticeText(
  step: Pick<PlannedStep, 'rule' | 'event' | 'key'>,
  facts: ChargeFacts,
  catalogue: Catalogue,
  { at, mates = [], address }: { at: Instant; mates?: readonly ChargeFacts[]; address?: string },
): NoticeText {
  const rule = ruleOf(step.rule, facts, catalogue);
  const template = rule && templateFor(rule, facts, catalogue);
  if (!rule || !template) return { kind: 'no-template' };
  const isMail = template.channel === 'email';
  const gateway = facts.customer.test
    ? gatewayOfTests(template.channel, catalogue)
    : gatewayFor(rule, template.channel, address ?? addressesOf(template.channel, facts, catalogue)[0] ?? null, catalogue);

  const values = {
    ...toTemplateFacts(facts, catalogue, { paymentId: paymentIdOf(step), at }),
    ...(mates.length > 0 && { group: { count: mates.length + 1, totalCents: totalOpen([facts, ...mates]) } }),
  };
  const options = {
    accents: isMail ? ('keep' as const) : (gateway?.accents ?? 'smart'),
    missing: template.missing,
    counting: gateway?.unitCounting ?? ('segments' as const),
  };
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

/** The rule of a step: of the customer's ladder, or the reminder of a promise. */
export function ruleOf(number: number, facts: ChargeFacts, catalogue: Catalogue): StepRule | null {
  if (number === promiseRuleNumber) return promiseRule(catalogue.policy);
  return ladderOf(facts, catalogue)?.rules.find((rule) => rule.number === number) ?? null;
}

/** What test customers get goes nowhere else, whatever rule and routes say. */
function gatewayOfTests(channel: Channel, { gateways, testGateways }: Catalogue): CatalogueGateway | null {
  const gateway = gateways[testGateways[channel] ?? ''];
  return gateway?.channel === channel ? gateway : null;
}

/** The rule's own gateway, else the one of the phone's route, else the default; null where none of them is of the channel. */
function gatewayFor(rule: StepRule, channel: Channel, address: string | null, catalogue: Catalogue): CatalogueGateway | null {
  const { gateways, defaultGateways } = catalogue;
  const own = gateways[rule.gatewayId ?? ''];
  if (own?.channel === channel) return own;
  const chosen =
    channel === 'email'
      ? gateways[defaultGateways.email ?? '']
      : routedGateway(catalogue, { purpose: 'notices', phone: address, otherwise: defaultGateways.notices });
  return chosen?.channel === channel ? chosen : null;
}

function totalOpen(charges: readonly ChargeFacts[]): number {
  return charges.reduce((sum, { charge }) => sum + amountOpen(charge), 0);
}

/** Where a customer is reached by a channel, in order. */
export function addressesOf(channel: Channel, { customer }: ChargeFacts, catalogue: Catalogue): string[] {
  if (channel === 'email') return customer.email === null || customer.email === '' ? [] : [customer.email];
  return customer.billingPhones.slice(0, catalogue.billingPhonesMost);
}

/** Whether some channel of the step's rule reaches the customer. Without a template there is nothing to carry. */
export function hasAddress(step: Pick<PlannedStep, 'rule'>, facts: ChargeFacts, catalogue: Catalogue): boolean {
  const rule = ruleOf(step.rule, facts, catalogue);
  const template = rule && templateFor(rule, facts, catalogue);
  return !template || addressesOf(template.channel, facts, catalogue).length > 0;
}

/** The text of the rule's first channel by which the customer can be reached; of the first of all where there is none. */
function templateFor(rule: StepRule, facts: ChargeFacts, catalogue: Catalogue): CatalogueTemplate | undefined {
  const texts = rule.channels.flatMap((channel) => {
    const template = catalogue.templates[templateIdFor(rule, channel)];
    return template?.channel === channel ? [template] : [];
  });
  const reaching = texts.find(({ channel }) => addressesOf(channel, facts, catalogue).length > 0);
  return reaching ?? texts[0] ?? catalogue.templates[rule.templateId];
}
