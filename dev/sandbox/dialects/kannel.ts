import { type Dialect, plain, send, shortCode, wrong } from './dialect.ts';

/** Kannel's sendsms. Receipts go where each text's `dlr-url` says, its escapes filled in; replies come as an sms-service calls. */
export const kannel: Dialect = {
  name: 'Kannel',
  matches: ({ path }) => /^\/cgi-bin\/sendsms$/i.test(path),
  read({ parameters }) {
    const { username, password, to = '', text = '', mclass, coding = '0' } = parameters;
    const login = !username || !password || wrong(username, password) ? plain('Authorization failed for sendsms', 403) : null;
    const unfit = to === '' ? plain('Missing receiver number, rejected', 400) : /^\+?\d{8,15}$/.test(to) ? null : this.refusal;
    const receiptsUrl = parameters['dlr-mask'] ? (parameters['dlr-url'] ?? null) : null;
    return send(to, coding === '2' ? text : withoutAccents(text), login ?? unfit, { receiptsUrl, flash: mclass === '0' });
  },
  accepted: () => plain('0: Accepted for delivery', 202),
  refusal: plain('Number(s) has/have been denied by white- and/or black-lists.', 400),
  noCredit: plain('Not routable. Do not try again.', 403),
  receiptCall: ({ fateAt }, fate, url) => {
    const [type, words] = fate === 'delivered' ? ['1', 'stat:DELIVRD'] : ['2', 'stat:UNDELIV'];
    const seconds = String(Math.floor(Date.parse(fateAt) / 1000));
    const filled = url.replaceAll('%d', type).replaceAll('%T', seconds).replaceAll('%A', encodeURIComponent(words));
    return { method: 'GET', url: filled, headers: {}, body: null };
  },
  replyCall: ({ id, at, phone, text }, url) => {
    const query = [
      `from=${encodeURIComponent(phone)}`,
      `to=${shortCode}`,
      `text=${utf16(text)}`,
      'charset=UTF-16BE',
      `at=${Math.floor(Date.parse(at) / 1000)}`,
      `id=${id}`,
    ];
    return { method: 'GET', url: `${url}?${query.join('&')}`, headers: {}, body: null };
  },
};

/** What `coding=0` makes of letters that GSM-7 lacks. */
function withoutAccents(text: string): string {
  return text.replaceAll('ç', 'Ç').replace(/[áâãêíóôõúÁÀÂÃÊÍÓÔÕÚ]/g, '?');
}

function utf16(text: string): string {
  return [...Buffer.from(text, 'utf16le').swap16()].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
