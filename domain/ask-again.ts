/**
 * Seconds from one question about a message to the next, from its last change on; after the last nobody asks any more. Empty: the
 * provider cannot be asked.
 */
export type Questions = {
  /** For an accepted message: has it arrived? */
  accepted: readonly number[];
  /** For an unknown one: did it go at all? */
  unknown: readonly number[];
  /** Instead of asking, an unknown one is sent again under the same id, which the provider knows. */
  again: boolean;
};

export const noQuestions: Questions = { accepted: [], unknown: [], again: false };

const hour = 3_600;
const accepted = [30, 60, 120, 300, 900, 1_800, hour, 2 * hour, 4 * hour, 8 * hour, 16 * hour, 24 * hour];
const unknown = [10, 30, 60, 300, 900, hour, 3 * hour, 12 * hour];

/** What may be asked of a provider: by which id it can be asked at all, and whether it refuses an id that it knows. */
export function questionsFor({ lookUpBy, dedups }: { lookUpBy: 'our-id' | 'provider-id' | null; dedups: boolean }): Questions {
  return {
    accepted: lookUpBy === null ? [] : accepted,
    // One that ended unknown has no id of the provider's.
    unknown: lookUpBy === 'our-id' || dedups ? unknown : [],
    again: dedups && lookUpBy !== 'our-id',
  };
}
