import { secureHeaders } from 'hono/secure-headers';

type Policy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['contentSecurityPolicy']>;

/** Half a year of https only, where there is https; of this name alone, for others of the domain are not ours. */
const strictTransportSecurity = 'max-age=15552000';

/** For answers that are no page: nothing in them is ever run, framed or guessed at. What a page said of itself stays. */
export const answerHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  strictTransportSecurity,
  xFrameOptions: 'DENY',
  overwrite: false,
});

/** For a page of ours, all of which comes from here. `more` opens what that page needs beside its own scripts and calls. */
export function pageHeaders(more: Policy) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      ...more,
    },
    strictTransportSecurity,
    xFrameOptions: 'DENY',
  });
}
