import type { CampaignPlace } from '../../db/queries/campaign-places.ts';
import type { Residence } from '../../domain/campaign-windows.ts';

/** Numbers the places of a campaign's recipients, the same one always alike. */
export class CampaignPlaces {
  readonly #known = new Map<string, number>();
  readonly #added: (Residence & { place: number })[] = [];

  constructor(places: readonly CampaignPlace[]) {
    for (const place of places) this.#known.set(keyOf(place), place.place);
  }

  of(residence: Residence): number {
    const known = this.#known.get(keyOf(residence));
    if (known !== undefined) return known;
    const place = this.#known.size + 1;
    this.#known.set(keyOf(residence), place);
    this.#added.push({ ...residence, place });
    return place;
  }

  added(): (Residence & { place: number })[] {
    return this.#added;
  }
}

function keyOf({ unitId, state, city, timeZone }: Residence): string {
  return [unitId, state, city, timeZone].join('\n');
}
