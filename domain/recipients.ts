import type { CampaignClass, ExclusionReason, PhonePermission } from './audience.ts';
import { effectiveDueDate } from './business-day.ts';
import { calendarOfCustomer } from './catalogue-calendar.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { addDays, zoneOf } from './local-time.ts';
import type { Catalogue } from './plan-facts.ts';
import type { Listed } from './recipient-lists.ts';
import { type MissingRule, renderTemplate } from './render.ts';
import { type ShortLink, type ShortLinks, writtenOut } from './short-links.ts';
import type { AccentMode, ChargeStatus, ContactPolicy, CustomerStatus, TextEncoding, UnitCounting } from './states.ts';
import type { TemplateCharge, TemplateCustomer, TemplateFacts } from './template-facts.ts';

/** One selected customer, and the charge that the text speaks of; null where it speaks of none. */
export type CustomerFacts = {
  /** The place of the selection among those of its campaign. */
  audience: number;
  customer: Omit<TemplateCustomer, 'password'> & {
    id: string;
    contact: ContactPolicy;
    test: boolean;
    birthDate: IsoDate | null;
    status: CustomerStatus;
    unitId: string;
    panelId: string | null;
    plan: string | null;
    state: string | null;
    city: string | null;
    timeZone: string | null;
  };
  charge: (TemplateCharge & { id: string; status: ChargeStatus; revision: number }) | null;
  /** The newest that was not taken back. */
  payment: { id: string; paidOn: IsoDate; amountCents: number } | null;
  /** In the customer's order. */
  phones: { number: string | null; kind: 'mobile' | 'landline' | 'unusable'; billing: boolean; marketing: boolean }[];
};

/** The same of anybody: of a phone of a list also what the list says of it, with the customer whose it is, where one is known. */
export type RecipientFacts = Omit<CustomerFacts, 'customer'> & { customer: CustomerFacts['customer'] | null; listed?: Listed | null };

/** What every recipient is told, and the most that the gateway takes. */
export type Wording = {
  text: string;
  missing: Readonly<Record<string, MissingRule>>;
  accents: AccentMode;
  maxLength: number;
  maxSegments: number;
  /** By parts where nothing is said. */
  counting?: UnitCounting;
  /** Absent: links stay as they are written. */
  shortLinks?: ShortLinks;
};

/** `customerId` null: a phone of a list that nobody is known by. */
type Who = { audience: number; customerId: string | null; name: string | null; chargeId: string | null };
export type Recipient = Who & {
  kind: 'recipient';
  phone: string;
  facts: RecipientFacts;
  text: string;
  links: ShortLink[];
  segments: number;
  encoding: TextEncoding;
  characters: number;
};
/** `phone` null: it is not one phone that speaks against it. `detail`: the variable without a value. */
export type LeftOut = Who & { kind: 'left-out'; phone: string | null; reason: ExclusionReason; detail: string | null };

export type Judging = {
  class: CampaignClass;
  /** The phones that a customer gave for this, in order. */
  phonesOf: (facts: RecipientFacts) => RecipientFacts['phones'];
  wording: Wording;
  catalogue: Catalogue;
  /** What texts say of today is as of this moment. */
  at: Instant;
  /** Why a phone of a customer gets no text of this class now. */
  refusalOf: (phone: string, customerId: string | null) => 'opted-out' | 'cap' | null;
};

/** Writes the text for each phone that was given for it, or says why there is none. Equal texts to one phone are not looked for. */
export function judgeRecipient(facts: RecipientFacts, judging: Judging): (Recipient | LeftOut)[] {
  const { id: customerId = null, name = null } = facts.customer ?? {};
  const who = { audience: facts.audience, customerId, name, chargeId: facts.charge?.id ?? null };
  const listedPhone = facts.listed == null ? null : (facts.phones[0]?.number ?? null);
  const leftOut = (reason: ExclusionReason, phone: string | null = null, detail: string | null = null): LeftOut => {
    return { kind: 'left-out', ...who, phone, reason, detail };
  };
  const reason = reasonOfPerson(facts, judging);
  if (reason !== null) return [leftOut(reason, listedPhone)];
  const phones = judging.phonesOf(facts);
  if (phones.length === 0) return [leftOut('no-permission', listedPhone)];
  let written: ReturnType<typeof write> | null = null;
  return phones.map(({ number, kind }) => {
    if (number === null || kind === 'unusable') return leftOut('bad-number');
    if (kind === 'landline') return leftOut('landline', number);
    const refusal = judging.refusalOf(number, customerId);
    if (refusal !== null) return leftOut(refusal, number);
    // With short links each phone has a text of its own.
    if (written === null || judging.wording.shortLinks !== undefined) written = write(facts, judging);
    if (written.kind === 'missing') return leftOut('missing-value', number, written.variable);
    if (written.kind === 'too-long') return leftOut('too-long', number);
    return { kind: 'recipient', ...who, phone: number, facts, ...written.text };
  });
}

/** The same for phones of lists, one each for a list. One that several customers have goes by the first of them who may be texted. */
export function judgeListed(facts: readonly RecipientFacts[], judging: Judging): (Recipient | LeftOut)[] {
  const byPhone = new Map<string, (Recipient | LeftOut)[]>();
  for (const one of facts) {
    const key = `${one.audience} ${one.phones[0]?.number}`;
    byPhone.set(key, [...(byPhone.get(key) ?? []), ...judgeRecipient(one, judging)]);
  }
  return [...byPhone.values()].flatMap((owners) => owners.find(({ kind }) => kind === 'recipient') ?? owners[0] ?? []);
}

/** Phones by the permission that each selection asks for; every one of them is texted. */
export function phonesByPermission(filters: readonly { permission: PhonePermission }[]): Judging['phonesOf'] {
  return ({ audience, phones }) => {
    const permission = filters[audience]?.permission ?? 'marketing';
    return phones.filter((phone) => phone[permission]);
  };
}

/** One phone for a birthday text: the first for billing, else the first for marketing; advertising only goes to the latter. */
export function birthdayPhone(campaignClass: CampaignClass): Judging['phonesOf'] {
  return ({ phones }) => {
    const mobiles = phones.filter(({ kind }) => kind === 'mobile');
    const billing = campaignClass === 'marketing' ? undefined : mobiles.find((phone) => phone.billing);
    const one = billing ?? mobiles.find(({ marketing }) => marketing);
    return one === undefined ? [] : [one];
  };
}

/** Leaves out whom an earlier one makes a duplicate: the same phone with the same text, or of the same person about the same charge. */
export function withoutDuplicates(judged: readonly (Recipient | LeftOut)[]): (Recipient | LeftOut)[] {
  const seen = new Set<string>();
  return judged.map((one) => {
    if (one.kind === 'left-out') return one;
    const { audience, customerId, name, chargeId, phone } = one;
    const keys = [`${phone}\n${writtenOut(one.text, one.links)}`, `${phone}\n${customerId}\n${chargeId}\n`];
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    if (isNew) return one;
    return { kind: 'left-out', audience, customerId, name, chargeId, phone, reason: 'duplicate', detail: null };
  });
}

/** The last birthday of who is of age. */
export function adultBornBy(at: Instant): IsoDate {
  const today = zoneOf('America/Sao_Paulo').toLocal(epochMs(at)).date;
  const day = `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;
  return day.endsWith('-02-29') ? addDays(`${day.slice(0, 4)}-03-01`, -1) : day;
}

/** What a text to a recipient may say. */
export function recipientTemplateFacts(
  { customer, charge, payment, listed }: RecipientFacts,
  catalogue: Catalogue,
  at: Instant,
): TemplateFacts {
  const unit = catalogue.units[customer?.unitId ?? listed?.unitId ?? ''] ?? null;
  const timeZone = customer?.timeZone ?? unit?.timeZone ?? 'America/Sao_Paulo';
  return {
    customer: customer && { ...customer, password: null },
    unit,
    charge,
    payment,
    today: zoneOf(timeZone).toLocal(epochMs(at)).date,
    effectiveDueDate: charge && customer && effectiveDueDate(charge.dueDate, calendarOfCustomer(customer, catalogue)),
    ...(listed != null && { listed: listed.values }),
  };
}

function reasonOfPerson({ customer }: RecipientFacts, { class: campaignClass, at }: Judging): ExclusionReason | null {
  if (customer === null) return null;
  if (customer.contact === 'deceased') return 'deceased';
  if (customer.test) return 'test';
  if (campaignClass !== 'marketing') return null;
  if (customer.contact === 'no-marketing') return 'no-permission';
  return customer.kind === 'person' && customer.birthDate !== null && customer.birthDate > adultBornBy(at) ? 'minor' : null;
}

function write(facts: RecipientFacts, { wording, catalogue, at }: Judging) {
  const { text, maxLength, maxSegments } = wording;
  const rendered = renderTemplate(text, recipientTemplateFacts(facts, catalogue, at), wording);
  if (rendered.kind === 'missing') return { kind: 'missing' as const, variable: rendered.variable };
  const { maskedText, links, segments, encoding } = rendered;
  if (maskedText.length > maxLength || segments > maxSegments) return { kind: 'too-long' as const };
  return { kind: 'text' as const, text: { text: maskedText, links, segments, encoding, characters: maskedText.length } };
}
