import { misconfigured, refused, type Verdict } from './provider-answer.ts';

const mostInARow = 5;

/**
 * For providers whose *no* does not say whose fault it is: each counts as this text's, but the fifth in a row, with no text taken in
 * between, is the account's, and stops the gateway before the list is burnt.
 */
export function refusalStreak(): { taken(): void; refusal(reason: string): Verdict } {
  let inARow = 0;
  return {
    taken() {
      inARow = 0;
    },
    refusal(reason) {
      inARow += 1;
      return inARow < mostInARow ? refused(reason) : misconfigured(`${inARow} recusas seguidas, a última: ${reason}`);
    },
  };
}
