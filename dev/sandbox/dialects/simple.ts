import { type Dialect, plain, send, wrong } from './dialect.ts';

/** Nobody's: an interface as simple as can be, for gateways of the service *Outros* and for the Voipr template. */
export const simple: Dialect = {
  name: 'Simples',
  matches: ({ path }) => path === '/send',
  read({ parameters: { u, user, p, password, to = '', text = '', id } }) {
    const unfit = /^\+?\d{8,15}$/.test(to) ? (text === '' ? plain('ERRO texto vazio', 422) : null) : this.refusal;
    const refused = wrong(u, user, p, password) ? plain('ERRO login', 401) : unfit;
    return send(to, text, refused, { ownId: id ?? null });
  },
  accepted: ({ id }) => plain(`OK ${id}`),
  refusal: plain('ERRO numero invalido', 422),
  noCredit: plain('ERRO sem credito', 402),
  receiptCall: (message, fate, url) => {
    const query = new URLSearchParams({ id: message.ownId ?? String(message.id), status: fate === 'delivered' ? 'entregue' : 'falhou' });
    return { method: 'GET', url: `${url}?${query}`, headers: {}, body: null };
  },
  replyCall: ({ id, phone, text }, url) => {
    const query = new URLSearchParams({ id: String(id), from: phone, text });
    return { method: 'GET', url: `${url}?${query}`, headers: {}, body: null };
  },
};
