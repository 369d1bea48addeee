import type { ServerResponse } from 'node:http';
import type { Asked } from './api.ts';
import type { Faults } from './faults.ts';
import { faultsOf, faultsPage } from './faults-page.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { SandboxMail, SandboxMessage, SandboxStore } from './store.ts';

const shownPhones = 200;
const shownTexts = 200;

/** The pages for people; false when the path is none of them. */
export function answerPage(
  { method, path, query, body, part }: Asked,
  response: ServerResponse,
  store: SandboxStore,
  faults: Faults,
): boolean {
  const show = (title: string, section: 'phones' | 'mails' | 'faults', main: Html, live = true): true => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(part ? main.markup : page(title, section, main, live));
    return true;
  };
  const phone = query.get('phone') ?? '';
  switch (`${method} ${path}`) {
    case 'GET /':
      return show('Telefones', 'phones', inbox(store.messages));
    case 'GET /phone':
      return show(shownPhone(phone), 'phones', thread(phone, store.messages));
    case 'GET /mails':
      return show('E-mails', 'mails', mailbox(store.mails));
    case 'GET /mail':
      return show('E-mail', 'mails', oneMail(store.mails.find(({ id }) => String(id) === query.get('id'))), false);
    case 'GET /faults':
      return show('Falhas', 'faults', faultsPage(faults.settings), false);
    case 'POST /faults':
      faults.settings = faultsOf(new URLSearchParams(body));
      response.writeHead(303, { location: '/faults' }).end();
      return true;
    default:
      return false;
  }
}

function inbox(messages: SandboxMessage[]): Html {
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

function thread(phone: string, messages: SandboxMessage[]): Html {
  const own = messages.filter((message) => message.phone === phone).slice(-shownTexts);
  if (own.length === 0) return empty(`Nada chegou em ${shownPhone(phone)}.`);
  let day = '';
  const bubbles = own.map(({ at, text, dialect }) => {
    const sameDay = dayOf(at) === day;
    day = dayOf(at);
    return html`${sameDay ? '' : html`<span class="day soft">${day}</span>`}
<div class="bubble"><p>${text}</p>${time(at)} <span class="soft">· ${dialect}</span></div>`;
  });
  return html`<h1><a href="/" aria-label="Voltar aos telefones">‹</a> ${shownPhone(phone)}</h1><div class="thread">${bubbles}</div>`;
}

function mailbox(mails: SandboxMail[]): Html {
  if (mails.length === 0) return empty('Nenhum e-mail chegou ainda.');
  const rows = mails.slice(-shownTexts).reverse();
  return html`<h1>${mails.length} ${mails.length === 1 ? 'e-mail' : 'e-mails'}</h1>
<ul class="list">${rows.map(
    ({ id, to, subject, text, at }) => html`<li><a href="/mail?id=${id}"><b>${to.join(', ')}</b>${time(at)}
<p>${subject || '(sem assunto)'} — ${text}</p></a></li>`,
  )}</ul>`;
}

function oneMail(mail: SandboxMail | undefined): Html {
  if (mail === undefined) return empty('Este e-mail não existe mais.');
  return html`<h1><a href="/mails" aria-label="Voltar aos e-mails">‹</a> ${mail.subject || '(sem assunto)'}</h1>
<article class="mail"><dl><dt>De</dt><dd>${mail.from}</dd><dt>Para</dt><dd>${mail.to.join(', ')}</dd><dt>Chegou</dt><dd>${dayOf(mail.at)} ${time(mail.at)}</dd>
<dt>Message-ID</dt><dd>${mail.messageId}</dd></dl><pre>${mail.text}</pre></article>`;
}

function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}

const hour = new Intl.DateTimeFormat('pt-BR', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('pt-BR', { day: '2-digit', month: '2-digit', year: 'numeric' });

function time(at: string): Html {
  return html`<time datetime="${at}">${hour.format(new Date(at))}</time>`;
}

function dayOf(at: string): string {
  return date.format(new Date(at));
}

/** `+5567999991234` as `(67) 99999-1234`. */
function shownPhone(phone: string): string {
  const [, area, head, tail] = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(phone) ?? [];
  return area ? `(${area}) ${head}-${tail}` : phone;
}
