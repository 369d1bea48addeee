import { brasilia, type Dialect, isAreaAndNumber, json, plain, send, wrong } from './dialect.ts';

const error = (cause: string) => json({ status: 'error', cause });

export const king: Dialect = {
  name: 'King Telecom',
  matches: ({ path }) => /^\/kingsms\/api\.php$/i.test(path),
  read({ parameters: { acao, login, token, numero = '', msg = '', id = '' } }) {
    if (!login || wrong(login)) return asked(acao, { id, numero, msg }, error('Incorrect Login'));
    if (acao !== 'reportsms' && (!token || wrong(token))) return asked(acao, { id, numero, msg }, error('Incorrect Token'));
    return asked(acao, { id, numero, msg }, null);
  },
  accepted: ({ id }) => json({ status: 'success', cause: 'SMS Add Queue', id: String(id) }),
  refusal: error('Invalid Number'),
  noCredit: error('Without Credit'),
  status(message, fate) {
    if (message === null) return error('ID Not Found');
    if (fate === 'under-way') return plain('{"status":"pending":"SMS still in the send Queue"}');
    return fate === 'delivered' ? json({ status: 'success', cause: 'SendingOK' }) : error('SendingError');
  },
  balance: (left) => json({ status: 'success', cause: `Credit ${left} SMS` }),
  replies: (_all, fresh) =>
    fresh.length === 0
      ? plain('Inbox Empty')
      : json(
          fresh.map(({ id, at, phone, text }) => ({
            ...{ ID: String(id), ReceivingDateTime: brasilia(at).replace('T', ' ') },
            ...{ SenderNumber: phone.slice(3), Text: text },
          })),
        ),
};

function asked(action: string | undefined, given: { id: string; numero: string; msg: string }, refused: ReturnType<typeof error> | null) {
  const { id, numero, msg } = given;
  switch (action) {
    case 'sendsms':
      return send(numero, msg, refused ?? unfit(numero, msg));
    case 'reportsms':
      return { kind: 'status' as const, id, refused };
    case 'saldo':
      return { kind: 'balance' as const, refused };
    case 'resposta':
      return { kind: 'replies' as const, refused };
    default:
      return { kind: 'no-such-thing' as const, answer: error('Action Not Informed OR Invalid') };
  }
}

function unfit(number: string, text: string) {
  if (number === '') return error('Number Not Informed');
  if (!isAreaAndNumber(number)) return error('Incorrect Number Format');
  if (!/^\d\d9\d{8}$/.test(number)) return error('Number Not Movel');
  if (text === '') return error('Message Not Informed');
  return [...text].length > 160 ? error('Number of characters > 160') : null;
}
