import { type Dialect, isAreaAndNumber, json, send, wrong } from './dialect.ts';

const error = (msg: string) => json({ status: '0', msg });
const path = '/app/modulo/api/index.php';

/** Khal and Allcance SMS: one platform, one path, the same words. */
export const allcance: Dialect = {
  name: 'Khal / Allcance SMS',
  matches: ({ path: given, parameters }) => given.toLowerCase() === path && parameters.token === undefined,
  read({ parameters: { action, lgn, pwd, numbers = '', msg = '' } }) {
    const refused = !lgn || !pwd || wrong(lgn, pwd) ? error('LOGIN OU SENHA INVALIDOS') : null;
    if (action === 'getbalance') return { kind: 'balance', refused };
    if (action !== 'sendsms') return { kind: 'no-such-thing', answer: error('ACAO INVALIDA') };
    return send(numbers, msg, refused ?? unfit(numbers, msg));
  },
  accepted: ({ id }) => json({ status: '1', data: String(id), msg: 'SUCESSO' }),
  refusal: error('NUMERO INVALIDO'),
  noCredit: error('SALDO INSUFICIENTE'),
  balance: (left) => json({ status: 1, data: String(left), msg: 'SUCESSO' }),
};

/** Khal PlaySMS as integrators call it: Login/ID is the token, Senha the type. */
export const khalPlaysms: Dialect = {
  ...allcance,
  name: 'Khal PlaySMS',
  matches: ({ path: given, parameters }) => given.toLowerCase() === path && parameters.token !== undefined,
  read({ parameters: { action, token, tipo, numbers = '', msg = '', flash } }) {
    if (action !== 'sendSMS') return { kind: 'no-such-thing', answer: error('ACAO INVALIDA') };
    const refused = !token || wrong(token) ? error('TOKEN INVALIDO') : tipo ? null : error('TIPO SEM PERMISSAO');
    return send(numbers, msg, refused ?? unfit(numbers, msg), { flash: flash === '1' });
  },
};

function unfit(numbers: string, text: string) {
  if (!isAreaAndNumber(numbers)) return allcance.refusal;
  return text === '' ? error('MENSAGEM VAZIA') : null;
}
