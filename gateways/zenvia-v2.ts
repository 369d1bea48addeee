import { z } from 'zod';
import { formatForGateway } from '../domain/phone.ts';
import {
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type OutgoingMessage,
  type SettingField,
  sendsOnly,
} from './define.ts';
import { phoneFromProvider } from './from-provider.ts';
import type { HttpRequest } from './http.ts';
import { emptyAnswer, type Receipt, type ReceiptState, type Reply, readingOf } from './incoming.ts';
import { listAt, textAt, valueAt } from './json.ts';
import { ownIdOf, readOwnId } from './own-id.ts';
import { openProvider } from './provider.ts';
import { accepted, misconfigured, type ProviderAnswer, refused, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { postJson } from './requests.ts';
import { headerCredential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { valuesOf } from './webhook-call.ts';

const server = { host: 'api.zenvia.com', port: 443, ssl: true };
const mostOwnId = 40;

const settings = z.strictObject({
  token: headerCredential,
  from: z.string().min(1).max(64),
  /** The vendor's `reportId`: the cost centre that the legacy interface calls Aggregate ID. */
  aggregateId: z.int().min(1).max(2_147_483_647).nullable().default(null),
  ...serverSettings(server),
});
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  {
    name: 'token',
    label: 'Token (X-API-TOKEN)',
    help: 'Criado em app.zenvia.com, Tokens e Webhooks',
    kind: 'secret',
    default: null,
    required: true,
  },
  {
    name: 'from',
    label: 'Remetente (sender ID)',
    help: 'O remetente da integração de SMS no console da Zenvia',
    kind: 'text',
    default: '',
    required: true,
  },
  { name: 'aggregateId', label: 'Aggregate ID (reportId)', help: null, kind: 'number', default: null, required: false },
  ...serverFields(server),
];

/** Zenvia's present interface (zenvia.github.io/zenvia-openapi-spec/v2). It has neither a look-up nor protection against repeats. */
export const zenviaV2 = defineGateway<Settings>({
  id: 'zenvia-v2',
  label: 'Zenvia (API v2)',
  channel: 'sms',
  notes: [
    'Use esta se a sua conta é do console app.zenvia.com; quem tem conta e Senha API usa o serviço Zenvia.',
    'Crie no console duas assinaturas de webhook do canal SMS, MESSAGE_STATUS e MESSAGE, com os endereços de confirmação e de resposta deste gateway.',
  ],
  settings,
  fields,
  secrets: ['token'],
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: [],
  warnings: withoutTls,
  abilities: () => ({ ...sendsOnly, ownIdLimit: mostOwnId, receiptWebhook: true, replyWebhook: true }),
  receipts: {
    read(call) {
      const { json } = valuesOf(call);
      if (textAt(json, 'type') === 'MESSAGE_STATUS' && isOfNoInterest(json)) return { items: [], problems: [] };
      return readingOf(receiptOf(json), 'a chamada não é um MESSAGE_STATUS com o id da mensagem');
    },
    answer: () => emptyAnswer,
  },
  replies: {
    read(call) {
      const { json } = valuesOf(call);
      if (textAt(json, 'direction') === 'OUT') return { items: [], problems: [] };
      return readingOf(replyOf(json), 'a chamada não é um MESSAGE com remetente e texto');
    },
    answer: () => emptyAnswer,
  },
  connect,
});

function connect(settings: Settings, options: ConnectOptions): GatewayConnection {
  const provider = openProvider(settings, options, [settings.token]);
  return {
    send: (message, hooks) => provider.send(sendRequest(message, settings), hooks, verdictOf),
    close: () => provider.close(),
  };
}

function sendRequest({ id, to, text }: OutgoingMessage, { token, from, aggregateId }: Settings): HttpRequest {
  const contents = [{ type: 'text', text, ...(aggregateId !== null && { reportId: aggregateId }) }];
  const message = { from, to: formatForGateway(to, '55'), contents, externalId: ownIdOf({ id, to }) };
  return postJson('/v2/channels/sms/messages', message, { 'x-api-token': token });
}

function verdictOf(answer: ProviderAnswer): Verdict | null {
  const { status, json } = answer;
  const id = textAt(json, 'id');
  if (status >= 200 && status < 300) return id === null ? null : accepted(id);
  const said = [textAt(json, 'code'), textAt(json, 'message'), textAt(json, 'details.0.message')]
    .filter((part) => part !== null)
    .join(': ');
  if (status === 401 || status === 403) return misconfigured(`Zenvia: token recusado (HTTP ${status})`);
  if (status === 404) return misconfigured('não é a interface v2 da Zenvia (HTTP 404): confira o host');
  if ((status === 400 || status === 422) && said !== '')
    return concernsSender(json) ? misconfigured(`Zenvia: ${said}`) : refused(`Zenvia: ${said}`);
  return status === 402 ? misconfigured(`Zenvia: sem créditos (HTTP 402)`) : null;
}

/** A wrong sender or cost centre refuses every text: it is the account's. */
function concernsSender(json: unknown): boolean {
  return listAt(json, 'details').some((detail) => /^(body\.)?(from|contents.*reportId)$/.test(textAt(detail, 'path') ?? ''));
}

const states: Readonly<Record<string, ReceiptState>> = {
  ACCEPTED: 'accepted',
  SENT: 'accepted',
  DELIVERED: 'delivered',
  READ: 'delivered',
  NOT_DELIVERED: 'undelivered',
  REJECTED: 'refused',
};

function isOfNoInterest(json: unknown): boolean {
  const code = textAt(json, 'messageStatus.code');
  return code !== null && states[code] === undefined;
}

function receiptOf(json: unknown): Receipt | null {
  const providerId = textAt(json, 'message.id') ?? textAt(json, 'messageId');
  const own = textAt(json, 'message.externalId');
  const code = textAt(json, 'messageStatus.code');
  const state = code === null ? undefined : states[code];
  if (state === undefined || (providerId === null && own === null)) return null;
  const cause = textAt(json, 'messageStatus.causes.0.reason') ?? textAt(json, 'messageStatus.description');
  return {
    ...(own === null ? { ourId: null, phoneTag: null } : readOwnId(own)),
    providerId,
    part: null,
    state,
    at: readProviderTime(textAt(json, 'messageStatus.timestamp')),
    detail: `${code}${cause === null ? '' : `: ${cause}`}`.slice(0, 200),
  };
}

function replyOf(json: unknown): Reply | null {
  const message = valueAt(json, 'message');
  const from = textAt(message, 'from');
  const texts = listAt(message, 'contents').filter((content) => textAt(content, 'type') === 'text');
  if (from === null || texts.length === 0) return null;
  return {
    id: textAt(message, 'id'),
    from: phoneFromProvider(from),
    to: textAt(message, 'to'),
    text: texts.map((content) => textAt(content, 'text') ?? '').join('\n'),
    at: readProviderTime(textAt(message, 'timestamp') ?? textAt(json, 'timestamp')),
    inReplyTo: null,
  };
}
