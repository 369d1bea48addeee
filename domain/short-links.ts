import type { TextRange } from './accents.ts';
import { memo } from './memo.ts';
import { parseTemplate } from './template.ts';
import { readUrl } from './web-url.ts';

/** Letters that nobody takes for one another: no 0, O, I and l. Eleven at random are 64 bits. */
const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const codeLength = 11;
const codeForm = new RegExp(`^[${letters}]{${codeLength}}$`);

/** Stands in previews for a code that is not made yet. */
export const sampleCode = 'X'.repeat(codeLength);

/** So long a short link leads on. */
export const shortLinkDays = 365;

/** Where short links are, and the code of each place of a text. */
export type ShortLinks = { origin: string; codeOf: (place: number) => string };

/** A link of a text that was replaced. */
export type ShortLink = {
  /** Which link of the template it is, from 0: the same one always alike. */
  place: number;
  code: string;
  /** What stands in the text, and what stood there. */
  short: string;
  written: string;
  /** Where it leads. */
  target: string;
  /** Whether it says anything of the person. */
  personal: boolean;
};

/** Whether a text may be a code at all. */
export function isCode(text: string): boolean {
  return codeForm.test(text);
}

/** As many codes as random bytes are enough for; every letter is as likely as any other. */
export function codesFrom(random: Uint8Array): string[] {
  const drawn = [...random].flatMap((byte) => letters[byte & 63] ?? []);
  const whole = drawn.length - (drawn.length % codeLength);
  return Array.from({ length: whole / codeLength }, (_, at) => drawn.slice(at * codeLength, (at + 1) * codeLength).join(''));
}

/** Texts as they look before there are codes: as long as they will be. */
export function sampleLinks(origin: string): ShortLinks {
  return { origin, codeOf: () => sampleCode };
}

/** The link that stands in a text. */
export function shortLinkOf(origin: string, code: string): string {
  return `${origin}/l/${code}`;
}

/** Where a written link leads; null for what is no address of the web. Without a scheme as phones take it. */
export function targetOf(written: string): string | null {
  const address = /^www\./i.test(written) ? `http://${written}` : written;
  return /^https?:\/\//i.test(address) ? (readUrl(address)?.href ?? null) : null;
}

/** A stretch of a template: a link as it was written, variables and all, or what stands between links (`place` null). */
export type TemplateSpan = { text: string; place: number | null };

const piece = '(?:\\{[\\p{L}_][^{}\\s]*\\}|[^\\s<>"“”‘’…{}])';
/** Links that are written out, and the payment link with what belongs to its address. */
const links = new RegExp(`(?:https?://|www\\.)${piece}+|\\{COB_LINK\\}(?:[/?&#]${piece}*)?`, 'giu');

/**
 * A template in stretches; joined, their texts are the template again. What ends a sentence does not belong to its link. Remembered: a
 * campaign asks for the same one with each recipient.
 */
export const linkSpans: (template: string) => readonly TemplateSpan[] = memo(20, splitAtLinks);

function splitAtLinks(template: string): readonly TemplateSpan[] {
  const spans: TemplateSpan[] = [];
  let from = 0;
  let place = 0;
  for (const found of template.matchAll(links)) {
    const text = withoutPunctuation(found[0]);
    if (!mayLead(text)) continue;
    if (found.index > from) spans.push({ text: template.slice(from, found.index), place: null });
    spans.push({ text, place });
    place += 1;
    from = found.index + text.length;
  }
  if (from < template.length) spans.push({ text: template.slice(from), place: null });
  return spans;
}

/** A link of a template that a short one stands for, and where it is. */
export type ReplacedLink = TextRange & { text: string };

/** The links of a template that short ones stand for, in their order. */
export function replacedLinks(template: string): ReplacedLink[] {
  let end = 0;
  return linkSpans(template).flatMap(({ text, place }) => {
    const start = end;
    end += text.length;
    return place === null ? [] : [{ start, end, text }];
  });
}

/** The text with its links as they were written. */
export function writtenOut(text: string, replaced: readonly ShortLink[]): string {
  return replaced.reduce((whole, { short, written }) => whole.replace(short, () => written), text);
}

/** Whether a link of a template says anything of the person. */
export const isPersonal: (link: string) => boolean = memo(100, (link) =>
  parseTemplate(link).some((part) => part.kind === 'variable' && !part.variable.name.startsWith('ISP_')),
);

function withoutPunctuation(link: string): string {
  let end = link.length;
  while (/[.,;:!?'*\])]/.test(link.charAt(end - 1)) && !(link.charAt(end - 1) === ')' && link.slice(0, end).includes('('))) end -= 1;
  return link.slice(0, end);
}

/** With variables their values decide. */
function mayLead(link: string): boolean {
  return parseTemplate(link).some(({ kind }) => kind === 'variable') || targetOf(link) !== null;
}

/** The origin that a domain or an https address of one names; null for anything else. */
export function readLinkOrigin(given: string): string | null {
  const [, domain] = /^(?:https:\/\/)?([^\s/?#@\\]+)\/?$/i.exec(given) ?? [];
  const url = readUrl(`https://${domain ?? ''}`);
  return url !== null && /\.[a-z][a-z\d-]+$/.test(url.hostname) ? url.origin : null;
}
