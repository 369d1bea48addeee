/** Ids of units, panels, customers and charges are the integration's own. */
export const idPattern = /^[A-Za-z0-9._:-]{1,64}$/;

export function isId(text: string): boolean {
  return idPattern.test(text);
}
