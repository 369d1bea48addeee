import { addMs, type Instant } from '../../domain/instants.ts';
import { priceOfSegments } from '../../domain/money.ts';
import type { PlannedStep } from '../../domain/plan.ts';
import {
  type Catalogue,
  type CatalogueGateway,
  type CatalogueTemplate,
  type ChargeFacts,
  ladderOf,
  toTemplateFacts,
} from '../../domain/plan-facts.ts';
import { renderTemplate } from '../../domain/render.ts';
import type { Rule } from '../../domain/rules.ts';
import type { Channel, TextEncoding } from '../../domain/states.ts';
import { paymentIdOf } from '../../domain/step-key.ts';

/** The notice of a step, ready to be queued, or why there is none. `held` may change by itself or by a person; `skipped` will not. */
export type Notice =
  | {
      kind: 'ready';
      channel: Channel;
      gatewayId: string;
      addresses: string[];
      template: CatalogueTemplate;
      subject: string | null;
      text: string;
      segments: number;
      encoding: TextEncoding;
      cost: string;
    }
  | { kind: 'held'; reason: string; detail: Record<string, unknown> }
  | { kind: 'skipped'; reason: string }
  | { kind: 'unreachable' };

/**
 * Writes the notice of a step from present facts: the first channel of the rule with a usable address and a gateway, the template in
 * force, the text as it will read at `at`.
 */
export function composeNotice(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue, at: Instant): Notice {
  const rule = ladderOf(facts, catalogue)?.rules.find(({ number }) => number === step.rule);
  const template = rule && catalogue.templates[rule.templateId];
  if (!rule || !template) return { kind: 'held', reason: 'template-missing', detail: { rule: step.rule } };
  if (!template.enabled) return { kind: 'skipped', reason: 'template-disabled' };

  const route = routeOf(rule, template, facts, catalogue);
  if (route.kind !== 'route') return route;
  const { gateway, addresses } = route;
  const rendered = renderTemplate(template.text, toTemplateFacts(facts, catalogue, { paymentId: paymentIdOf(step), at }), {
    accents: template.channel === 'email' ? 'keep' : gateway.accents,
    missing: template.missing,
  });
  if (rendered.kind === 'missing') {
    const reason = `missing-value:${rendered.variable}`;
    return rendered.rule === 'skip'
      ? { kind: 'skipped', reason }
      : { kind: 'held', reason, detail: { templateId: template.id, variable: rendered.variable } };
  }
  const segments = template.channel === 'email' ? 1 : rendered.segments;
  if (template.channel === 'sms' && segments > gateway.maxSegments)
    return { kind: 'held', reason: 'text-too-long', detail: { templateId: template.id, segments, most: gateway.maxSegments } };
  return {
    kind: 'ready',
    channel: template.channel,
    gatewayId: gateway.id,
    addresses,
    template,
    subject: template.channel === 'email' ? (template.subject ?? catalogue.units[facts.customer.unitId]?.name ?? null) : null,
    text: rendered.maskedText,
    segments,
    encoding: rendered.encoding,
    cost: priceOfSegments(gateway.price, segments),
  };
}

type Route = { kind: 'route'; gateway: CatalogueGateway; addresses: string[] } | Exclude<Notice, { kind: 'ready' }>;

function routeOf(rule: Rule, template: CatalogueTemplate, facts: ChargeFacts, catalogue: Catalogue): Route {
  const channel = rule.channels.find((candidate) => candidate === template.channel);
  if (channel === undefined)
    return { kind: 'held', reason: 'channel-without-template', detail: { rule: rule.number, channels: rule.channels } };
  const addresses = addressesOf(channel, facts, catalogue);
  if (addresses.length === 0) return { kind: 'unreachable' };
  const chosen = rule.gatewayId ?? (channel === 'email' ? catalogue.defaultGateways.email : catalogue.defaultGateways.notices);
  const gateway = chosen === null ? undefined : catalogue.gateways[chosen];
  if (gateway === undefined || gateway.channel !== channel) return { kind: 'held', reason: 'no-gateway', detail: { channel } };
  return { kind: 'route', gateway, addresses };
}

function addressesOf(channel: Channel, { customer }: ChargeFacts, catalogue: Catalogue): string[] {
  if (channel === 'email') return customer.email === null || customer.email === '' ? [] : [customer.email];
  return customer.billingPhones.slice(0, catalogue.billingPhonesMost);
}

/** How long a held step waits before it is tried again. */
export function retryHeldAt(now: Instant): Instant {
  return addMs(now, 300_000);
}
