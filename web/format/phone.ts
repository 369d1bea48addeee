/** A Brazilian number as people write it: `(67) 99999-1234`. Anything else stays as it is. */
export function phoneShown(address: string): string {
  const [, area, first, last] = /^\+55(\d\d)(\d{4,5})(\d{4})$/.exec(address) ?? [];
  return area === undefined ? address : `(${area}) ${first}-${last}`;
}
