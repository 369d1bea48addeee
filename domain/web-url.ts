/** The address that a text is, whole; null for any other text. (`URL.canParse` of Node 20 and 22 comes to refuse accents once it is hot.) */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
