import type { CampaignPlace } from '../../db/queries/campaign-places.ts';
import type { Residence } from '../../domain/campaign-windows.ts';

type NewPlace = Residence & Pick<CampaignPlace, 'place' | 'gatewayId'>;

/** Numbers the places of a campaign's recipients, the same one always alike; those of one residence that go by another gateway apart. */
export class CampaignPlaces {
  readonly #known = new Map<string, number>();
  readonly #added: NewPlace[] = [];

  constructor(places: readonly CampaignPlace[]) {
    for (const place of places) this.#known.set(keyOf(place), place.place);
  }

  /** `gatewayId` null: by the campaign's own. */
  of(residence: Residence, gatewayId: string | null): number {
    const key = keyOf({ ...residence, gatewayId });
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = this.#known.size + 1;
    this.#known.set(key, place);
    this.#added.push({ ...residence, place, gatewayId });
    return place;
  }

  added(): NewPlace[] {
    return this.#added;
  }
}

function keyOf({ unitId, state, city, timeZone, gatewayId }: Residence & Pick<CampaignPlace, 'gatewayId'>): string {
  return [unitId, state, city, timeZone, gatewayId].join('\n');
}
