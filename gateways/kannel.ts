import iconv from 'iconv-lite';
import { z } from 'zod';
import { instantOf } from '../domain/instants.ts';
import { formatForGateway, numberFormats } from '../domain/phone.ts';
import { countSegments } from '../domain/segments.ts';
import { decodeUtf8OrLatin1 } from './charset.ts';
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
import { emptyAnswer, type Receipt, type ReceiptState, type Reply, readingOf, type WebhookCall } from './incoming.ts';
import { ownIdOf, readOwnId } from './own-id.ts';
import { openProvider } from './provider.ts';
import { accepted, firstLineOf, misconfigured, type ProviderAnswer, refused, temporary, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { encodeParameters, get } from './requests.ts';
import { credential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { refusalStreak } from './streak.ts';
import { valuesOf } from './webhook-call.ts';

const server = { host: '127.0.0.1', port: 13_013, ssl: false };
/** Delivered, failed, buffered, accepted and refused by the carrier. */
const everyReceipt = '31';

const settings = z.strictObject({
  user: credential,
  password: credential,
  from: z.string().min(1).max(20).nullable().default(null),
  smsc: z.string().min(1).max(100).nullable().default(null),
  flash: z.boolean().default(false),
  numberFormat: z.enum(numberFormats).default('+55'),
  path: z
    .string()
    .max(500)
    .regex(/^\/[\x21-\x7e]*$/, 'começa com /, sem espaços')
    .regex(/^[^?#]*$/, 'só o caminho, sem ? nem #')
    .default('/cgi-bin/sendsms'),
  ...serverSettings(server),
});
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  { name: 'user', label: 'Usuário (sendsms-user)', help: null, kind: 'text', default: '', required: true },
  { name: 'password', label: 'Senha', help: null, kind: 'secret', default: null, required: true },
  { name: 'from', label: 'Remetente (from)', help: 'Só onde o Kannel não o fixa', kind: 'text', default: null, required: false },
  { name: 'smsc', label: 'Conexão (smsc)', help: 'Para escolher uma das conexões do Kannel', kind: 'text', default: null, required: false },
  { name: 'flash', label: 'Flush (Flash)', help: 'O texto aparece como popup na tela', kind: 'boolean', default: false, required: false },
  {
    name: 'numberFormat',
    label: 'Formato do número',
    help: 'O que as conexões do Kannel esperam',
    kind: 'select',
    options: numberFormats,
    default: '+55',
    required: false,
  },
  { name: 'path', label: 'Caminho', help: null, kind: 'text', default: '/cgi-bin/sendsms', required: false },
  ...serverFields(server),
];

/** A Kannel of one's own, by its sendsms interface (seen on running servers of 1.4.5). It names no message: receipts come with our id. */
export const kannel = defineGateway<Settings>({
  id: 'kannel',
  label: 'Kannel',
  channel: 'sms',
  notes: [
    'As confirmações são pedidas com cada texto (dlr-url): só é preciso que o Kannel alcance o endereço público da Régua.',
    'Para receber respostas, ponha no sms-service do Kannel: get-url = "<endereço de respostas>?from=%p&to=%P&text=%b&charset=%C&at=%T&id=%I".',
  ],
  settings,
  fields,
  secrets: ['password'],
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: [],
  warnings: withoutTls,
  abilities: () => ({ ...sendsOnly, ownIdLimit: 100, flash: true, receiptWebhook: true, replyWebhook: true }),
  receipts: { read: readReceipt, answer: () => emptyAnswer }, // only an empty 200 ends it; a text would go to the phone
  replies: {
    read: (call) => readingOf(replyOf(call), 'a chamada não traz from e text: confira o get-url do sms-service'),
    answer: () => emptyAnswer,
  },
  connect,
});

function connect(settings: Settings, options: ConnectOptions): GatewayConnection {
  const provider = openProvider(settings, options, [settings.user, settings.password]);
  const streak = refusalStreak();
  return {
    send: (message, hooks) => provider.send(requestFor(message, settings, options), hooks, (answer) => verdictOf(answer, streak)),
    close: () => provider.close(),
  };
}

function requestFor(message: OutgoingMessage, settings: Settings, { receiptsUrl = null }: ConnectOptions): HttpRequest | Verdict {
  if (message.text === '') return refused('texto vazio: o Kannel o aceitaria'); // it answers 202
  const to = formatForGateway(message.to, settings.numberFormat);
  if (to === null) return refused('número estrangeiro: este gateway só recebe área e número do Brasil');
  const unicode = countSegments(message.text).encoding === 'UCS-2';
  // %d, %T and %A are the Kannel's to fill in: they must reach it as they are.
  const dlrUrl = receiptsUrl === null ? null : `${receiptsUrl}?id=${ownIdOf(message)}&type=%d&at=%T&answer=%A`;
  const query = encodeParameters({
    username: settings.user,
    password: settings.password,
    from: settings.from,
    smsc: settings.smsc,
    to,
    text: message.text,
    charset: 'UTF-8',
    coding: unicode ? '2' : '0',
    mclass: settings.flash ? '0' : null,
    'dlr-mask': dlrUrl === null ? null : everyReceipt,
    'dlr-url': dlrUrl,
  });
  return get(`${settings.path}?${query}`);
}

function verdictOf(answer: ProviderAnswer, streak: ReturnType<typeof refusalStreak>): Verdict | null {
  const said = firstLineOf(answer);
  switch (answer.status) {
    case 202:
      streak.taken();
      return accepted(null);
    case 403:
      // Also what every text is told while somebody has stopped the link.
      return /not routable/i.test(answer.text) ? streak.refusal(`Kannel: ${said}`) : misconfigured(`Kannel: ${said}`);
    case 503:
      return temporary(`Kannel: ${said}`);
    case 400:
      return refused(`Kannel: ${said}`);
    case 404:
      return misconfigured('não é a interface sendsms do Kannel (HTTP 404): confira o caminho e a porta');
    default:
      return null;
  }
}

function readReceipt(call: WebhookCall) {
  const { text } = valuesOf(call);
  const [id, type] = [text('id'), text('type')];
  if (id === null || type === null || !/^\d+$/.test(type)) return { items: [], problems: ['a chamada não traz id e type do dlr-url'] };
  const state = stateOfMask(Number(type));
  if (state === null) return { items: [], problems: [] };
  const receipt: Receipt = {
    ...readOwnId(id),
    providerId: null,
    part: null,
    state,
    at: unixTime(text('at')),
    detail: `${type} ${text('answer') ?? ''}`.trim().slice(0, 200),
  };
  return { items: [receipt], problems: [] };
}

/** Bits of the mask: 1 delivered, 2 failed, 4 buffered, 8 taken and 16 refused by the carrier; 32 comes with others (34 is expired). */
function stateOfMask(mask: number): ReceiptState | null {
  if (mask & 1) return 'delivered';
  if (mask & 2) return 'undelivered';
  if (mask & 16) return 'refused';
  return mask & 12 ? 'accepted' : null;
}

function replyOf(call: WebhookCall): Reply | null {
  const { text, bytes } = valuesOf(call);
  const from = text('from');
  const written = bytes('text');
  if (from === null || from.trim() === '' || written === null) return null;
  const charset = text('charset')?.replace(/^UTF16-BE$/i, 'UTF-16BE') ?? '';
  return {
    id: text('id'),
    from: phoneFromProvider(from),
    to: text('to'),
    text: iconv.encodingExists(charset) ? iconv.decode(written, charset) : decodeUtf8OrLatin1(written),
    at: unixTime(text('at')),
    inReplyTo: null,
  };
}

function unixTime(seconds: string | null) {
  return seconds !== null && /^\d{1,10}$/.test(seconds) ? instantOf(Number(seconds) * 1_000) : readProviderTime(seconds);
}
