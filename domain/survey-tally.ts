import type { IsoDate } from './instants.ts';
import type { DayTally, ForecastResult, SampleText, SimulationResult } from './survey.ts';
import type { TextAhead } from './texts-ahead.ts';

const mostSamples = 20;

function emptyTally(): DayTally {
  return { texts: 0, segments: 0, cost: 0, blocks: 0 };
}

function add(tally: DayTally, { texts, segments, cost, event }: TextAhead): void {
  tally.texts += texts;
  tally.segments += segments;
  tally.cost += cost;
  if (event === 'total_block') tally.blocks += 1;
}

/** Adds up what leaves on each day, charge by charge. */
export class ForecastTally {
  readonly #days = new Map<IsoDate, { byRule: Record<string, number> } & DayTally>();
  readonly #totals = emptyTally();

  add(texts: readonly TextAhead[]): void {
    for (const text of texts) {
      const day = this.#days.get(text.date) ?? { byRule: {}, ...emptyTally() };
      this.#days.set(text.date, day);
      add(day, text);
      add(this.#totals, text);
      day.byRule[text.rule] = (day.byRule[text.rule] ?? 0) + text.texts;
    }
  }

  result(): ForecastResult {
    return { days: inOrder(this.#days).map(([date, day]) => ({ date, ...day })), totals: this.#totals };
  }
}

/** Adds up what two ladders would send, charge by charge: a text that moves to another day is both lost and gained there. */
export class SimulationTally {
  readonly #rules = new Map<number, { gained: number; lost: number }>();
  readonly #days = new Map<IsoDate, { before: DayTally; after: DayTally }>();
  readonly #before = emptyTally();
  readonly #after = emptyTally();
  readonly #samples: SimulationResult['samples'] = [];
  #changedCharges = 0;

  add(charge: { id: string; customerId: string }, before: readonly TextAhead[], after: readonly TextAhead[]): void {
    this.#count(before, 'before', this.#before);
    this.#count(after, 'after', this.#after);
    const loses = before.filter((text) => !after.some((other) => isSame(text, other)));
    const gains = after.filter((text) => !before.some((other) => isSame(text, other)));
    for (const { rule, texts } of loses) this.#rule(rule).lost += texts;
    for (const { rule, texts } of gains) this.#rule(rule).gained += texts;
    if (loses.length + gains.length === 0) return;
    this.#changedCharges += 1;
    if (this.#samples.length < mostSamples) {
      this.#samples.push({ chargeId: charge.id, customerId: charge.customerId, gains: gains.map(shown), loses: loses.map(shown) });
    }
  }

  result(): SimulationResult {
    return {
      changedCharges: this.#changedCharges,
      rules: [...this.#rules].sort(([a], [b]) => a - b).map(([rule, counts]) => ({ rule, ...counts })),
      days: inOrder(this.#days).map(([date, day]) => ({ date, ...day })),
      before: this.#before,
      after: this.#after,
      samples: this.#samples,
    };
  }

  #count(texts: readonly TextAhead[], side: 'before' | 'after', totals: DayTally): void {
    for (const text of texts) {
      const day = this.#days.get(text.date) ?? { before: emptyTally(), after: emptyTally() };
      this.#days.set(text.date, day);
      add(day[side], text);
      add(totals, text);
    }
  }

  #rule(rule: number): { gained: number; lost: number } {
    const counts = this.#rules.get(rule) ?? { gained: 0, lost: 0 };
    this.#rules.set(rule, counts);
    return counts;
  }
}

function isSame(a: TextAhead, b: TextAhead): boolean {
  return a.key === b.key && a.date === b.date;
}

function shown({ rule, date }: TextAhead): SampleText {
  return { rule, date };
}

function inOrder<T>(days: Map<IsoDate, T>): [IsoDate, T][] {
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}
