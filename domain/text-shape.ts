import { withAccentMode } from './accents.ts';
import type { Instant } from './instants.ts';
import type { Catalogue } from './plan-facts.ts';
import type { Wording } from './recipients.ts';
import { countSegments } from './segments.ts';
import { linkSpans, sampleCode, shortLinkOf } from './short-links.ts';
import type { UnitCounting } from './states.ts';
import { parseTemplate } from './template.ts';
import type { TemplateFacts, TemplateUnit } from './template-facts.ts';
import type { TemplateVariable } from './template-variables.ts';

/** What a text needs of its recipients, as far as the database can say it. */
export type TextShape = {
  /** Those of customer and charge, each once. `default`: what stands in place of a missing value; null leaves the recipient out. */
  variables: {
    name: string;
    /** Where its characters stand; a variable that is part of a short link only decides where that leads. */
    times: number;
    default: string | null;
    /** Characters in place of a value that is a link; absent: as many as it has. */
    shortened?: number;
  }[];
  /** Characters that every text has; in GSM-7 with those that count twice. */
  characters: number;
  septets: number;
  /** Whether every text is UCS-2. */
  wide: boolean;
  counting: UnitCounting;
  /** The variables of the unit, worked out for each; units whose texts are equal have the same key. */
  house: { unitId: string; missing: boolean; characters: number; key: string }[];
};

/** Takes a text apart: what is fixed, what each unit adds, and what differs from recipient to recipient. */
export function textShape(
  { text, missing, accents, counting = 'segments', shortLinks }: Wording,
  { units }: Pick<Catalogue, 'units'>,
  at: Instant,
): TextShape {
  const sample = shortLinks === undefined ? '' : shortLinkOf(shortLinks.origin, sampleCode);
  const spans = (shortLinks === undefined ? [{ text, place: null }] : linkSpans(text)).map((span) => ({
    ...span,
    parts: parseTemplate(span.text),
    // A payment link alone may be missing; whatever else makes a link is one.
    isLink: span.place !== null && span.text !== paymentLink,
  }));
  const fixed = spans
    .map(({ isLink, parts }) => (isLink ? sample : parts.map((part) => (part.kind === 'variable' ? '' : part.text)).join('')))
    .join('');
  const counted = countSegments(withAccentMode(fixed, accents, []));
  const named = spans.flatMap(({ isLink, parts }) =>
    parts.flatMap((part) => (part.kind === 'variable' ? [{ ...part.variable, shows: !isLink }] : [])),
  );
  const defaultOf = (name: string) => {
    const rule = missing[name];
    return typeof rule === 'object' ? rule.default : null;
  };
  const names = [...new Set(named.filter(({ name }) => !isOfUnit(name)).map(({ name }) => name))];
  return {
    variables: names.map((name) => ({
      name,
      times: named.filter((variable) => variable.name === name && variable.shows).length,
      default: defaultOf(name),
      ...(shortLinks !== undefined && `{${name}}` === paymentLink && { shortened: sample.length }),
    })),
    characters: withAccentMode(fixed, accents, []).length,
    septets: counted.length,
    wide: counted.encoding === 'UCS-2',
    counting,
    house: Object.values(units).map((unit) => ({
      unitId: unit.id,
      ...saidOfUnit(
        named.filter(({ name }) => isOfUnit(name)),
        unit,
        defaultOf,
        at,
      ),
    })),
  };
}

const paymentLink = '{COB_LINK}';

function isOfUnit(name: string): boolean {
  return name.startsWith('ISP_');
}

function saidOfUnit(
  variables: (TemplateVariable & { shows: boolean })[],
  unit: TemplateUnit,
  defaultOf: (name: string) => string | null,
  at: Instant,
) {
  const facts: TemplateFacts = { customer: null, unit, charge: null, payment: null, today: at.slice(0, 10), effectiveDueDate: null };
  const values = variables.map(({ name, value }) => value(facts) ?? defaultOf(name));
  return {
    missing: values.includes(null),
    characters: values.reduce((sum, value, index) => sum + (variables[index]?.shows ? (value?.length ?? 0) : 0), 0),
    key: values.join('|'),
  };
}
