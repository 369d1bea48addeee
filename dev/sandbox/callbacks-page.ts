import type { Carrier } from './carrier.ts';
import { dialects } from './dialects/all.ts';
import { type Html, html } from './html.ts';
import { empty, shownPhone, time } from './shown.ts';
import type { Callbacks } from './store.ts';

const calling = dialects.filter(({ receiptCall, replyCall }) => receiptCall ?? replyCall);

/** The form of addresses: what a provider's support would note down. */
export function callbacksForm({ callbacks }: { callbacks: Callbacks }): Html {
  return html`<form class="wide" method="post" action="/callbacks">
${calling.map(
  ({ name }) => html`<fieldset><legend>${name}</legend>
<label>Confirmações${name === 'Kannel' ? html`<small>vêm com cada texto (dlr-url); aqui só para quem não pede</small>` : ''}<input type="url" name="receipts:${name}" value="${callbacks[name]?.receipts ?? ''}"></label>
<label>Respostas<input type="url" name="replies:${name}" value="${callbacks[name]?.replies ?? ''}"></label></fieldset>`,
)}
<div class="buttons"><button>Guardar</button></div>
</form>`;
}

/** The calls made lately, and what came of them. */
export function callsList({ courier }: Carrier): Html {
  const rows = courier.calls
    .slice(-50)
    .reverse()
    .map(
      ({ at, dialect, what, phone, status }) =>
        html`<li class="row"><b>${what} de ${shownPhone(phone)}</b>${time(at)}<p>${dialect} · ${status === null ? 'ninguém atendeu' : `respondido ${status}`}</p></li>`,
    );
  return html`<h1>Chamadas</h1>
<p class="soft">Para onde a operadora leva confirmações de entrega e respostas: os endereços que o gateway mostra no console da Régua. Cada chamada é feita uma vez só.</p>
${rows.length === 0 ? empty('Nenhuma chamada ainda.') : html`<ul class="list">${rows}</ul>`}`;
}

/** The addresses of a sent form; empty ones are none. */
export function callbacksOf(form: URLSearchParams): Callbacks {
  const address = (what: string, name: string) => {
    const given = form.get(`${what}:${name}`)?.trim() ?? '';
    return /^https?:\/\/\S+$/.test(given) ? given : null;
  };
  return Object.fromEntries(calling.map(({ name }) => [name, { receipts: address('receipts', name), replies: address('replies', name) }]));
}
