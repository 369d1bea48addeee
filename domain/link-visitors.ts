/** What a browser or a program says of itself when it opens a link. */
export type LinkVisit = { method: string; userAgent: string | null; purpose: string | null };

/** Programs that fetch links to show or check them, by the names that they give themselves. `CUBOT` is a maker of phones. */
const programs =
  /(?<!cu)bot\b|crawl|spider|preview|facebookexternalhit|facebot|whatsapp|telegram|slack|skype|viber|google-|bingpreview|embedly|scan|monitor|headless|lighthouse|curl|wget|python|java\/|okhttp|go-http|axios|node|libwww|httpclient|postman/i;

/** Whether a person opened a link: not a preview, a robot, a look without the page, or a browser that only fetched it in advance. */
export function isByPerson({ method, userAgent, purpose }: LinkVisit): boolean {
  if (method !== 'GET' || /prefetch|prerender|preview/i.test(purpose ?? '')) return false;
  return userAgent !== null && userAgent.trim() !== '' && !programs.test(userAgent);
}
