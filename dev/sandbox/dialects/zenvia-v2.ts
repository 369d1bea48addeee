import { type Dialect, json, nothing, postJson, send, shortCode, wrong } from './dialect.ts';

type Message = { from?: string; to?: string; contents?: { type?: string; text?: string }[]; externalId?: string };

const invalid = (path: string) =>
  json({ code: 'VALIDATION_ERROR', message: 'Validation error', details: [{ path, message: 'is not valid' }] }, 422);

/** Zenvia's present interface: a token, an id of its own, and news by subscription. */
export const zenviaV2: Dialect = {
  name: 'Zenvia v2',
  matches: ({ path }) => path.startsWith('/v2/channels/'),
  read({ method, path, headers, json: body }) {
    if (method !== 'POST' || path !== '/v2/channels/sms/messages') return nothing();
    const { from = '', to = '', contents = [], externalId }: Message = typeof body === 'object' && body !== null ? body : {};
    const text = contents.map((content) => content.text ?? '').join('\n');
    const token = headers['x-api-token'];
    const login = !token || wrong(token) ? json({ code: 'UNAUTHORIZED', message: 'No authorization token was found' }, 401) : null;
    const unfit =
      from === '' ? invalid('from') : /^55\d{10,11}$/.test(to) ? (text === '' ? invalid('contents[0].text') : null) : this.refusal;
    return send(to, text, login ?? unfit, { ownId: externalId ?? null });
  },
  accepted: ({ id, phone, text, ownId }) =>
    json({
      id: `sandbox-${id}`,
      externalId: ownId,
      to: phone.slice(1),
      direction: 'OUT',
      channel: 'sms',
      contents: [{ type: 'text', text }],
    }),
  refusal: invalid('to'),
  noCredit: json({ code: 'INSUFFICIENT_CREDIT', message: 'Insufficient credit' }, 402),
  receiptCall: ({ id, ownId, fateAt }, fate, url) =>
    postJson(url, {
      ...{ id: `event-${id}`, timestamp: fateAt, type: 'MESSAGE_STATUS', channel: 'sms', messageId: `sandbox-${id}`, contentIndex: 0 },
      message: { id: `sandbox-${id}`, ...(ownId !== null && { externalId: ownId }), direction: 'OUT' },
      messageStatus: { timestamp: fateAt, code: fate === 'delivered' ? 'DELIVERED' : 'NOT_DELIVERED', description: 'Sandbox' },
    }),
  replyCall: ({ id, at, phone, text }, url) =>
    postJson(url, {
      ...{ id: `event-${id}`, timestamp: at, type: 'MESSAGE', channel: 'sms', direction: 'IN' },
      message: {
        id: `sandbox-${id}`,
        from: phone.slice(1),
        to: shortCode,
        direction: 'IN',
        channel: 'sms',
        contents: [{ type: 'text', text }],
      },
    }),
};
