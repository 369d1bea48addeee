import { brasilia, type Dialect, isAreaAndNumber, nothing, plain, send, wrong } from './dialect.ts';

const loginRefused = plain('1;Login Invalido');

export const facilita: Dialect = {
  name: 'Facilita Móvel',
  matches: ({ path }) => /^\/api\/(simplesend|checkcredit|readmo)\.ft$/i.test(path),
  read({ path, parameters: { user, password, destinatario = '', msg = '', externalkey, flashsms } }) {
    const refused = !user || !password || wrong(user, password) ? loginRefused : null;
    if (/checkcredit/i.test(path)) return { kind: 'balance', refused };
    if (/readmo/i.test(path)) return { kind: 'replies', refused };
    if (!/simplesend/i.test(path)) return nothing();
    const unfit = isAreaAndNumber(destinatario) ? (msg === '' ? plain('4;Mensagem vazia ou invalida') : null) : this.refusal;
    return send(destinatario, msg, refused ?? unfit, { ownId: externalkey ?? null, flash: flashsms === '1' });
  },
  accepted: ({ id }) => plain(`6;Mensagem enviada;${id}`),
  refusal: plain('3;Celular Invalido'),
  noCredit: plain('2;Sem creditos'),
  balance: (left) => plain(`1;${left}`),
  replies: (_all, fresh) =>
    plain(fresh.map(({ phone, at, text }) => `${phone.slice(3)}/n;${brasilia(at).slice(0, 16).replace('T', ' ')}/n;${text}/n/n`).join('')),
};
