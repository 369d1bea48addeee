import { brasilia, type Dialect, type Fate, json, plain, send, shortCode, wrong } from './dialect.ts';

const error = (code: string) => json({ status: 'ERR', error: code, error_string: 'sandbox', timestamp: 0 });
const statusOf: Record<Fate, string> = { 'under-way': '0', delivered: '3', undelivered: '2' };

/** A playSMS server's webservices. Its oddities too: an empty answer for an operation it does not know. */
export const playsms: Dialect = {
  name: 'playSMS',
  matches: ({ path, parameters }) => /\/index\.php$/i.test(path) && parameters.app === 'ws',
  read({ parameters: { op, u, h, to = '', msg = '', type, smslog_id = '' } }) {
    const refused = !u || !h || wrong(u, h) ? error('100') : null;
    switch (op) {
      case 'pv':
        return send(to, msg, refused ?? (to === '' || msg === '' ? error('201') : /^\+?\d{8,15}$/.test(to) ? null : this.refusal), {
          flash: type === 'flash',
        });
      case 'ds':
        return { kind: 'status', id: smslog_id, refused };
      case 'ix':
        return { kind: 'replies', refused };
      case 'cr':
        return { kind: 'balance', refused };
      default:
        return { kind: 'no-such-thing', answer: plain('') };
    }
  },
  accepted: ({ id, phone }) =>
    json({
      data: [{ status: 'OK', error: '0', smslog_id: String(id), queue: `sandbox${id}`, to: phone.slice(1) }],
      ...{ error_string: null, timestamp: 0 },
    }),
  refusal: error('200'),
  noCredit: plain('', 500), // a TypeError of its PHP
  status: (message, fate) =>
    message === null
      ? error('400')
      : json({
          data: [
            {
              ...{ smslog_id: String(message.id), src: '', dst: message.phone, msg: message.text },
              ...{ dt: brasilia(message.at).replace('T', ' '), update: brasilia(message.fateAt).replace('T', ' '), status: statusOf[fate] },
            },
          ],
        }),
  balance: (left) => json({ status: 'OK', error: '0', credit: String(left) }),
  replies: (all) =>
    all.length === 0
      ? error('501')
      : json({
          data: all
            .slice(-100)
            .reverse()
            .map(({ id, phone, text, at }) => ({
              id: String(id),
              src: phone,
              dst: shortCode,
              msg: text,
              dt: brasilia(at).replace('T', ' '),
            })),
        }),
};
