import type { CatalogueGateway } from './plan-facts.ts';
import type { Wording } from './recipients.ts';
import type { MissingRule } from './render.ts';
import type { ShortLinks } from './short-links.ts';

/** A text as a gateway takes it. Where no gateway is chosen yet, as most of them do. */
export function wordingFor(
  { text, missing }: { text: string; missing: Readonly<Record<string, MissingRule>> },
  gateway: CatalogueGateway | null,
  shortLinks: ShortLinks | null = null,
): Wording {
  return {
    text,
    missing,
    accents: gateway?.accents ?? 'smart',
    maxLength: gateway?.maxLength ?? 160,
    maxSegments: gateway?.maxSegments ?? 3,
    counting: gateway?.unitCounting ?? 'segments',
    ...(shortLinks !== null && { shortLinks }),
  };
}
