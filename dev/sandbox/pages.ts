import type { ServerResponse } from 'node:http';
import type { Asked } from './api.ts';
import { callbacksForm, callbacksOf, callsList } from './callbacks-page.ts';
import type { Carrier } from './carrier.ts';
import { faultsOf, faultsPage } from './faults-page.ts';
import { type Html, html } from './html.ts';
import { page, type Section } from './layout.ts';
import { answerForm, inbox, thread } from './phone-pages.ts';
import { answerOnPhone } from './replying.ts';
import { dayOf, empty, shownPhone, time } from './shown.ts';
import type { SandboxMail } from './store.ts';

const shownMails = 200;

/** The pages for people; false when the path is none of them. */
export function answerPage({ method, path, query, body, part }: Asked, response: ServerResponse, carrier: Carrier): boolean {
  const { store, faults } = carrier;
  const show = (title: string, section: Section, main: Html, { live = true, below = html`` } = {}): true => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(part ? main.markup : page({ title, section, main, below, live }));
    return true;
  };
  const goTo = (location: string): true => {
    response.writeHead(303, { location }).end();
    return true;
  };
  const phone = query.get('phone') ?? '';
  switch (`${method} ${path}`) {
    case 'GET /':
      return show('Telefones', 'phones', inbox(store.messages));
    case 'GET /phone':
      return show(shownPhone(phone), 'phones', thread(phone, store), { below: answerForm(phone, store) });
    case 'POST /phone': {
      const form = new URLSearchParams(body);
      const typed = { phone: form.get('phone') ?? '', text: form.get('quick') ?? form.get('text') ?? '' };
      if (typed.text.trim() !== '') answerOnPhone(typed, carrier);
      return goTo(`/phone?phone=${encodeURIComponent(typed.phone)}`);
    }
    case 'GET /mails':
      return show('E-mails', 'mails', mailbox(store.mails));
    case 'GET /mail':
      return show('E-mail', 'mails', oneMail(store.mails.find(({ id }) => String(id) === query.get('id'))), { live: false });
    case 'GET /callbacks':
      return show('Chamadas', 'callbacks', callsList(carrier), { below: callbacksForm(store) });
    case 'POST /callbacks':
      store.setCallbacks(callbacksOf(new URLSearchParams(body)));
      return goTo('/callbacks');
    case 'GET /faults':
      return show('Falhas', 'faults', faultsPage(faults.settings), { live: false });
    case 'POST /faults':
      faults.settings = faultsOf(new URLSearchParams(body));
      return goTo('/faults');
    default:
      return false;
  }
}

function mailbox(mails: readonly SandboxMail[]): Html {
  if (mails.length === 0) return empty('Nenhum e-mail chegou ainda.');
  const rows = mails.slice(-shownMails).reverse();
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
