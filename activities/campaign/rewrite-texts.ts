import type { Db } from '../../db/client.ts';
import { loadOutdated, type OutdatedMessage, type WrittenAnew, writeAnew } from '../../db/queries/campaign-rewriting.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { createCodes, newShortLinkOf } from '../../db/queries/short-links.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instants.ts';
import { priceOfSegments } from '../../domain/money.ts';
import type { Catalogue } from '../../domain/plan-facts.ts';
import { recipientTemplateFacts } from '../../domain/recipients.ts';
import { renderTemplate } from '../../domain/render.ts';
import type { ShortLinks } from '../../domain/short-links.ts';
import { wordingFor } from '../../domain/wording.ts';

export type RewritingDeps = { db: Db; clock: Clock; processId: string; catalogue: CatalogueCache };

/**
 * Writes the texts of claimed messages whose facts have changed since the audience was frozen, between claim and wire: the template is
 * the frozen one, the values are the present ones. Gives the texts that may leave; what lacks a value now is suppressed.
 */
export async function rewriteTexts(
  { db, clock, processId, catalogue: cache }: RewritingDeps,
  { gatewayId, messageIds }: { gatewayId: string; messageIds: number[] },
): Promise<Map<number, string>> {
  const catalogue = await cache.newest();
  const now = nowOf(clock);
  const newCode = createCodes();
  const written = (await loadOutdated(db, messageIds)).map((message) => write(message, { gatewayId, catalogue, newCode, now }));
  const leaving = new Set(await writeAnew(db, { processId, written, now }));
  return new Map(written.flatMap((one) => (one.reason === null && leaving.has(one.id) ? [[one.id, one.text]] : [])));
}

function write(
  { id, text, missing, facts, shortLinks }: OutdatedMessage,
  { gatewayId, catalogue, newCode, now }: { gatewayId: string; catalogue: Catalogue; newCode: () => string; now: Instant },
): WrittenAnew {
  const gateway = catalogue.gateways[gatewayId] ?? null;
  const wording = wordingFor({ text, missing }, gateway, shortLinks && keptLinks(shortLinks, newCode));
  const rendered = renderTemplate(text, recipientTemplateFacts(facts, catalogue, now), wording);
  if (rendered.kind === 'missing') return { id, reason: `missing-value:${rendered.variable}` };
  const { maskedText, links, segments, encoding } = rendered;
  if (maskedText.length > wording.maxLength || segments > wording.maxSegments) return { id, reason: 'text-too-long' };
  const cost = priceOfSegments(gateway?.price ?? '0', segments);
  return { id, reason: null, text: maskedText, segments, encoding, cost, links: links.map(newShortLinkOf) };
}

/** A text keeps its codes; a link that it did not have before gets one. */
function keptLinks({ origin, codes }: NonNullable<OutdatedMessage['shortLinks']>, newCode: () => string): ShortLinks {
  return { origin, codeOf: (wanted) => codes.find(({ place }) => place === wanted)?.code ?? newCode() };
}
