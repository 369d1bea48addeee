import { fateOf } from './carrier.ts';
import { type Html, html } from './html.ts';
import { dayOf, empty, shownPhone, time } from './shown.ts';
import type { SandboxMessage, SandboxReply, SandboxStore } from './store.ts';

const shownPhones = 200;
const shownTexts = 200;

/** Every phone that a text reached, the newest first. */
export function inbox(messages: readonly SandboxMessage[]): Html {
  if (messages.length === 0)
    return empty('Nenhum texto chegou ainda. Assim que um gateway enviar para esta operadora, o telefone aparece aqui.');
  const phones = new Map<string, { last: SandboxMessage; count: number }>();
  for (const message of messages) {
    const count = (phones.get(message.phone)?.count ?? 0) + 1;
    phones.delete(message.phone); // re-inserted, so that the map ends with the newest
    phones.set(message.phone, { last: message, count });
  }
  const rows = [...phones.values()].slice(-shownPhones).reverse();
  const more = phones.size > shownPhones ? `, os ${shownPhones} mais recentes abaixo` : '';
  return html`<h1>${messages.length} ${messages.length === 1 ? 'texto' : 'textos'} em ${phones.size} ${phones.size === 1 ? 'telefone' : 'telefones'}${more}</h1>
<ul class="list">${rows.map(
    ({ last, count }) => html`<li><a href="/phone?phone=${encodeURIComponent(last.phone)}"><b>${shownPhone(last.phone)}</b>
<span class="soft">${count} · ${time(last.at)}</span><p>${last.text}</p></a></li>`,
  )}</ul>`;
}

/** One phone's texts and answers, as its owner sees them. */
export function thread(phone: string, { messages, replies }: SandboxStore): Html {
  const own = [...messages, ...replies]
    .filter((each) => each.phone === phone)
    .sort((a, b) => a.id - b.id)
    .slice(-shownTexts);
  if (own.length === 0) return empty(`Nada chegou em ${shownPhone(phone)}.`);
  let day = '';
  const bubbles = own.map((each) => {
    const sameDay = dayOf(each.at) === day;
    day = dayOf(each.at);
    return html`${sameDay ? '' : html`<span class="day soft">${day}</span>`}${each.kind === 'sms' ? received(each) : answered(each)}`;
  });
  return html`<h1><a href="/" aria-label="Voltar aos telefones">‹</a> ${shownPhone(phone)}</h1><div class="thread">${bubbles}</div>`;
}

function received(message: SandboxMessage): Html {
  const { text, at, dialect, flash, cancelled } = message;
  const fate = cancelled ? 'cancelado' : fates[fateOf(message)];
  return html`<div class="bubble"><p>${text}</p>${time(at)} <span class="soft">· ${dialect} · ${fate}${flash ? ' · popup (flash)' : ''}</span></div>`;
}

const fates = { 'under-way': 'a caminho', delivered: 'entregue', undelivered: 'celular desligado' };

function answered({ text, at }: SandboxReply): Html {
  return html`<div class="bubble own"><p>${text}</p>${time(at)}</div>`;
}

/** Where a person types an answer; below the part that is fetched again, so that nothing typed is lost. */
export function answerForm(phone: string, { messages }: SandboxStore): Html {
  if (!messages.some((message) => message.phone === phone)) return html``;
  return html`<form class="answer" method="post" action="/phone">
<input type="hidden" name="phone" value="${phone}">
<input name="text" maxlength="1000" required autocomplete="off" placeholder="Responder por este telefone" aria-label="Resposta">
<button>Enviar</button>
<span class="hints">${['SAIR', 'PARE', 'Número errado'].map((word) => html`<button class="quiet" name="quick" value="${word}" formnovalidate>${word}</button>`)}</span>
</form>`;
}
