import { type Html, html } from './html.ts';

export function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}

const hour = new Intl.DateTimeFormat('pt-BR', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('pt-BR', { day: '2-digit', month: '2-digit', year: 'numeric' });

export function time(at: string): Html {
  return html`<time datetime="${at}">${hour.format(new Date(at))}</time>`;
}

export function dayOf(at: string): string {
  return date.format(new Date(at));
}

/** `+5567999991234` as `(67) 99999-1234`. */
export function shownPhone(phone: string): string {
  const [, area, head, tail] = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(phone) ?? [];
  return area ? `(${area}) ${head}-${tail}` : phone;
}
