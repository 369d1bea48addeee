import { type Call, type Dialect, type Fate, json, nothing, send, wrong } from './dialect.ts';

const statusWords: Record<Fate, string> = { 'under-way': 'queued', delivered: 'delivered', undelivered: 'failed' };
const problem = (key: string, status = 400) =>
  json({ message: 'Validation failed', data: [{ key, errors: ['is not valid'], children: [] }] }, status);

/** SmsGateway.me, version 4: an array of messages, a raw token. */
export const smsgatewayMe: Dialect = {
  name: 'SmsGateway.me',
  matches: ({ path }) => path.startsWith('/api/v4/message'),
  read({ method, path, headers, json: body }) {
    const token = headers.authorization;
    const refused = !token || wrong(token) ? json({ message: 'Unauthorized' }, 401) : null;
    const [first]: unknown[] = Array.isArray(body) ? body : [];
    if (method === 'GET') return { kind: 'status', id: path.split('/')[4] ?? '', refused };
    if (path === '/api/v4/message/cancel') return { kind: 'cancel', id: text(first, 'id'), refused };
    if (path !== '/api/v4/message/send') return nothing();
    const [number, message, device] = ['phone_number', 'message', 'device_id'].map((name) => text(first, name));
    const unfit = /^\d+$/.test(device ?? '')
      ? message === ''
        ? problem('message')
        : /\d{8}/.test(number ?? '')
          ? null
          : this.refusal
      : problem('device_id');
    return send(number ?? '', message ?? '', refused ?? unfit);
  },
  accepted: (message) => json([shown(message, 'pending')]),
  refusal: problem('phone_number'),
  noCredit: problem('message'), // the chip's own affair: the phone only fails
  status: (message, fate) =>
    message === null ? json({ message: 'Not found' }, 404) : json(shown(message, message.cancelled ? 'canceled' : statusWords[fate])),
  receiptCall: (message, fate, url) =>
    form(url, { id: String(message.id), device_id: '1', message: message.text, status: statusWords[fate], updated_at: message.fateAt }),
  replyCall: ({ id, at, phone, text: said }, url) =>
    form(url, { id: String(id), device_id: '1', message: said, status: 'received', received_at: at, 'contact[number]': phone }),
};

function shown({ id, text: message, at, fateAt }: { id: number; text: string; at: string; fateAt: string }, status: string) {
  return { id, device_id: 1, message, status, log: [{ status, occurred_at: fateAt }], created_at: at, updated_at: fateAt };
}

function form(url: string, parameters: Record<string, string>): Call {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url, headers, body: new URLSearchParams(parameters).toString() };
}

function text(value: unknown, name: string): string {
  return typeof value === 'object' && value !== null && name in value ? String(Reflect.get(value, name)) : '';
}
