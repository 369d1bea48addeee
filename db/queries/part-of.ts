/** The pattern that finds a text within a lower-case one; what a pattern would read as its own sign stands for itself. */
export function partOf(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
