/** Minutes from the first text at which the ruler has a tick, before and after. */
const marks = [1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 4_320, 7_200, 10_080, 20_160, 43_200];

/** So long a line at least, in minutes: what happens in one moment is not torn apart. */
const leastMinutes = 2;

/** A line on which instants stand by how far they are from the first text: fine near it, coarse far away, as on a slide rule. */
export function courseOf({ instants, anchor, width }: { instants: readonly string[]; anchor: string; width: number }) {
  const placeOf = (instant: string) => compressed((Date.parse(instant) - Date.parse(anchor)) / 60_000);
  const places = instants.map(placeOf);
  const from = Math.min(0, ...places);
  const to = Math.max(from + compressed(leastMinutes), ...places);
  const x = (place: number) => ((place - from) / (to - from)) * width;
  return {
    xOf: (instant: string) => Math.min(width, Math.max(0, x(placeOf(instant)))),
    /** The ticks that are on the line, in order. */
    ticks: [...marks.map((minutes) => -minutes).reverse(), 0, ...marks]
      .map((minutes) => ({ minutes, place: compressed(minutes) }))
      .filter(({ place }) => place >= from && place <= to)
      .map(({ minutes, place }) => ({ minutes, x: x(place) })),
  };
}

/** Those ticks whose words touch no others. */
export function labelledTicks<Tick extends { x: number }>(ticks: readonly Tick[], gap: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) if (tick.x - (kept.at(-1)?.x ?? Number.NEGATIVE_INFINITY) >= gap) kept.push(tick);
  return kept;
}

function compressed(minutes: number): number {
  return Math.sign(minutes) * Math.log1p(Math.abs(minutes) / 2);
}
