/** Markup that is safe to put into a page. */
export type Html = { markup: string };

/** A template whose values are escaped unless they are markup themselves; lists are joined. */
export function html(texts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  return { markup: texts.map((text, index) => text + (index < values.length ? written(values[index]) : '')).join('') };
}

function written(value: string | number | Html | Html[] | undefined): string {
  if (Array.isArray(value)) return value.map(({ markup }) => markup).join('');
  if (typeof value === 'object') return value.markup;
  return escapeHtml(String(value ?? ''));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
