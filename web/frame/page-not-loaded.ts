/** The code or the words of a page did not come: the line is down, or a newer console took its place on the server. */
export class PageNotLoaded extends Error {
  constructor(cause: unknown) {
    super('the page could not be loaded', { cause });
  }
}
