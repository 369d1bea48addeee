import type { SandboxMessage, SandboxReply } from '../store.ts';
import {
  type Answer,
  brasilia,
  type CarrierRequest,
  type Dialect,
  type Fate,
  json,
  nothing,
  plain,
  postJson,
  type SendWish,
  send,
  shortCode,
} from './dialect.ts';

const details: Record<string, [statusCode: string, statusDescription: string, detailDescription: string]> = {
  '000': ['00', 'Ok', 'Message Sent'],
  '010': ['10', 'Error', 'Empty message content'],
  '013': ['10', 'Error', "Incorrect or incomplete 'to' mobile number"],
  '016': ['10', 'Error', 'ID overflow'],
  '080': ['10', 'Error', 'Message with same ID already sent'],
  '110': ['02', 'Sent', 'Message sent to operator'],
  '120': ['03', 'Delivered', 'Message received by mobile'],
  '145': ['04', 'Not Received', 'Inactive mobile number'],
  '180': ['10', 'Error', 'Message ID not found'],
  '990': ['10', 'Error', 'Account Limit Reached'],
};
const fateDetail: Record<Fate, string> = { 'under-way': '110', delivered: '120', undelivered: '145' };

/** Zenvia's legacy interface: Basic login, JSON, and no id of its own. */
export const zenvia: Dialect = {
  name: 'Zenvia',
  matches: ({ path }) => path.startsWith('/services/'),
  read(request) {
    const refused = loginRefused(request);
    const [, , action = '', id = ''] = request.path.split('/');
    if (action === 'get-sms-status') return { kind: 'status', id: decodeURIComponent(id), refused };
    if (action === 'received') return { kind: 'replies', refused };
    if (request.method !== 'POST') return nothing();
    if (action === 'send-sms-multiple') return { kind: 'send-many', texts: manyIn(request.json).map((text) => sendWish(text, refused)) };
    return action === 'send-sms' ? sendWish(requestIn(request.json), refused) : nothing();
  },
  accepted: () => json({ sendSmsResponse: words('000') }),
  refusal: json({ sendSmsResponse: words('013') }, 400),
  noCredit: json({ sendSmsResponse: words('990') }),
  together: (answers) => {
    const refused = answers.find(({ status }) => status === 401);
    if (refused) return refused;
    const sendSmsResponseList = answers.map(({ body }) => JSON.parse(body).sendSmsResponse);
    return json({ sendSmsMultiResponse: { sendSmsResponseList } });
  },
  repeated: () => json({ sendSmsResponse: words('080') }),
  status: (message, fate) =>
    json({
      getSmsStatusResp: {
        ...{
          id: message?.ownId ?? null,
          received: message ? brasilia(message.at) : null,
          shortcode: shortCode,
          mobileOperatorName: 'Sandbox',
        },
        ...words(message === null ? '180' : fateDetail[fate]),
      },
    }),
  replies: (all) =>
    json({
      receivedResponse: {
        ...{ statusCode: '00', statusDescription: 'Ok', detailCode: all.length > 0 ? '300' : '301', detailDescription: 'x' },
        receivedMessages: all.map((reply) => ({
          ...{ id: reply.id, dateReceived: brasilia(reply.at), mobile: reply.phone.slice(1), body: reply.text },
          ...{ shortcode: shortCode, mobileOperatorName: 'Sandbox', mtId: reply.inReplyTo },
        })),
      },
    }),
  receiptCall: (message, fate, url) => postJson(url, { callbackMtRequest: receipt(message, fateDetail[fate]) }),
  replyCall: (reply, url) => postJson(url, { callbackMoRequest: replied(reply) }),
};

function loginRefused({ headers }: CarrierRequest): Answer | null {
  const login = Buffer.from(/^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '', 'base64').toString();
  const [account = '', password = ''] = login.split(/:(.*)/s, 2);
  return account === '' || password === '' || /^errad[oa]$/i.test(account) || /^errad[oa]$/i.test(password)
    ? plain('Bad credentials', 401)
    : null;
}

type Text = { to?: string; msg?: string; id?: string | null; flashSms?: boolean };

function sendWish({ to = '', msg = '', id = null, flashSms = false }: Text, refused: Answer | null): SendWish {
  const unfit = /^55\d{10,11}$/.test(to) ? (msg === '' ? '010' : id !== null && id.length > 15 ? '016' : null) : '013';
  const answer = refused ?? (unfit === null ? null : json({ sendSmsResponse: words(unfit) }, 400));
  return send(to, msg, answer, { ownId: id, flash: flashSms });
}

function requestIn(body: unknown): Text {
  if (typeof body !== 'object' || body === null || !('sendSmsRequest' in body)) return {};
  const { sendSmsRequest } = body;
  return typeof sendSmsRequest === 'object' && sendSmsRequest !== null ? sendSmsRequest : {};
}

function manyIn(body: unknown): Text[] {
  if (typeof body !== 'object' || body === null || !('sendSmsMultiRequest' in body)) return [];
  const { sendSmsMultiRequest } = body;
  if (typeof sendSmsMultiRequest !== 'object' || sendSmsMultiRequest === null || !('sendSmsRequestList' in sendSmsMultiRequest)) return [];
  return Array.isArray(sendSmsMultiRequest.sendSmsRequestList) ? sendSmsMultiRequest.sendSmsRequestList : [];
}

function words(detailCode: string) {
  const [statusCode = '99', statusDescription = 'Nok', detailDescription = 'Unknown'] = details[detailCode] ?? [];
  return { statusCode, statusDescription, detailCode, detailDescription };
}

function receipt({ ownId, fateAt }: SandboxMessage, detail: string) {
  const { statusCode, statusDescription, detailCode, detailDescription } = words(detail);
  return {
    ...{ status: statusCode, statusMessage: statusDescription, statusDetail: detailCode, statusDetailMessage: detailDescription },
    ...{ id: ownId, received: `${brasilia(fateAt)}.000-03:00`, mobileOperatorName: 'Sandbox' },
  };
}

function replied({ id, at, phone, text, inReplyTo }: SandboxReply) {
  return {
    ...{ id: String(id), mobile: phone.slice(1), shortCode, account: 'sandbox', body: text },
    ...{ received: `${brasilia(at)}.000-03:00`, correlatedMessageSmsId: inReplyTo },
  };
}
