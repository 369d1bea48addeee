import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readCustomer } from '../db/queries/read-customers.ts';
import type { Template } from '../db/queries/templates.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { priceOfSegments } from '../domain/money.ts';
import { toTemplateFacts } from '../domain/plan-facts.ts';
import { renderTemplate } from '../domain/render.ts';
import { sampleLinks } from '../domain/short-links.ts';
import type { TemplateFacts } from '../domain/template-facts.ts';
import { planCharges } from './charge-plans.ts';
import { invalidField } from './problem.ts';
import { sampleFacts } from './sample-facts.ts';

/** What of a template decides how it reads. */
type Wording = Pick<Template, 'channel' | 'subject' | 'text' | 'missing'>;
/** `listed`: what the text may say of the columns of lists. */
type Previewed = {
  catalogue: CatalogueCache;
  template: Wording;
  about: Asked;
  linkOrigin?: string | null;
  listed?: Record<string, string>;
  now: Instant;
};
type Asked = { chargeId?: string | undefined; customerId?: string | undefined };

/** A template as it would be sent about a charge, to a customer, or with the sample data; with segments and cost. */
export async function previewTemplate(db: Executor, { catalogue, template, about, linkOrigin = null, listed = {}, now }: Previewed) {
  const { gateways, defaultGateways } = await catalogue.newest();
  const gateway = gateways[(template.channel === 'email' ? defaultGateways.email : defaultGateways.notices) ?? ''];
  const accents = template.channel === 'email' ? 'keep' : (gateway?.accents ?? 'smart');
  const spoken = { ...(await factsOf(db, { catalogue, about, now })), listed };
  const options = { accents, missing: template.missing, counting: gateway?.unitCounting ?? 'segments' } as const;
  const links = linkOrigin === null ? {} : { shortLinks: sampleLinks(linkOrigin) };
  const rendered = renderTemplate(template.text, spoken, { ...options, ...links });
  const heading = template.subject === null ? null : renderTemplate(template.subject, spoken, options);
  const subject = heading?.kind === 'text' ? heading.maskedText : template.subject;
  if (rendered.kind === 'missing') {
    const missing = { variable: rendered.variable, rule: rendered.rule };
    return { text: null, subject, segments: 0, encoding: null, length: 0, charactersLeft: 0, costly: [], cost: null, missing };
  }
  const { maskedText: text, encoding, length, charactersLeft, costly } = rendered;
  const segments = template.channel === 'email' ? 1 : rendered.segments;
  const cost = gateway === undefined ? null : priceOfSegments(gateway.price, segments);
  return { text, subject, segments, encoding, length, charactersLeft, costly, cost, missing: null };
}

/** What a text may say about a charge, to a customer, or by the sample data: the house speaks of itself as of its first unit. Refuses what does not exist. */
export async function factsOf(
  db: Executor,
  { catalogue, about: { chargeId, customerId }, now }: { catalogue: CatalogueCache; about: Asked; now: Instant },
): Promise<TemplateFacts> {
  if (chargeId !== undefined) {
    const plan = (await planCharges(db, { catalogue, chargeIds: [chargeId], now })).get(chargeId);
    if (plan === undefined) throw unknown('chargeId', chargeId);
    const paymentId = plan.facts.payments.findLast(({ reversed }) => !reversed)?.id ?? null;
    return toTemplateFacts(plan.facts, plan.catalogue, { paymentId, at: now });
  }
  if (customerId === undefined) {
    const [first] = Object.values((await catalogue.newest()).units);
    return first === undefined ? sampleFacts : { ...sampleFacts, unit: first };
  }
  return customerFacts(db, { catalogue, customerId, now, path: 'customerId' });
}

/** What a text to a customer may say outside a charge. Refuses a customer that does not exist. */
export async function customerFacts(
  db: Executor,
  { catalogue, customerId, now, path }: { catalogue: CatalogueCache; customerId: string; now: Instant; path: string },
): Promise<TemplateFacts> {
  const customer = await readCustomer(db, customerId);
  if (customer === null) throw unknown(path, customerId);
  const unit = (await catalogue.newest()).units[customer.unit] ?? null;
  const today = zoneOf(customer.timeZone ?? unit?.timeZone ?? 'America/Sao_Paulo').toLocal(epochMs(now)).date;
  return { customer: { ...customer, password: null }, unit, charge: null, payment: null, today, effectiveDueDate: null };
}

function unknown(path: string, given: string) {
  const expected = { pt: 'um id cadastrado', en: 'an id that was put before' };
  return invalidField(path, given, { pt: 'desconhecido', en: 'unknown' }, expected);
}
