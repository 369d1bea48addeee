import { z } from 'zod';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { formatForGateway } from '../domain/phone.ts';
import { countSegments } from '../domain/segments.ts';
import {
  type AskedMessage,
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type OutgoingMessage,
  type SettingField,
  sendsOnly,
} from './define.ts';
import { phoneFromProvider } from './from-provider.ts';
import type { HttpRequest } from './http.ts';
import { emptyAnswer, type Receipt, type Reply, readingOf } from './incoming.ts';
import { listAt, textAt, valueAt } from './json.ts';
import { ownIdOf, readOwnId } from './own-id.ts';
import { askFailure, openProvider } from './provider.ts';
import { misconfigured, type ProviderAnswer, refused, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { get, postJson } from './requests.ts';
import { credential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { valuesOf } from './webhook-call.ts';
import { type ZenviaStatus, zenviaReceiptState, zenviaVerdict } from './zenvia-codes.ts';

const server = { host: 'api-rest.zenvia.com', port: 443, ssl: true };
const mostOwnId = 15;

const settings = z.strictObject({
  account: credential,
  password: credential,
  aggregateId: z
    .string()
    .regex(/^\d{1,50}$/, 'só algarismos')
    .nullable()
    .default(null),
  from: z.string().min(1).max(50).nullable().default(null),
  flash: z.boolean().default(false),
  ...serverSettings(server),
});
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  { name: 'account', label: 'Usuário (conta)', help: 'Nome da sua conta na Zenvia', kind: 'text', default: '', required: true },
  {
    name: 'password',
    label: 'Senha (Senha API)',
    help: 'A Senha API do e-mail de contratação, não a senha do acesso web',
    kind: 'secret',
    default: null,
    required: true,
  },
  { name: 'aggregateId', label: 'Aggregate ID', help: 'Identificador da sua conta web', kind: 'text', default: null, required: false },
  {
    name: 'from',
    label: 'Remetente',
    help: 'Vai no começo do texto e conta como parte dele',
    kind: 'text',
    default: null,
    required: false,
  },
  { name: 'flash', label: 'Flush (Flash)', help: 'O texto aparece como popup na tela', kind: 'boolean', default: false, required: false },
  ...serverFields(server),
];

/** Zenvia's legacy interface ("SMS API 2.0"). The only one that knows our id: a repeated text is told 080, not sent. */
export const zenvia = defineGateway<Settings>({
  id: 'zenvia',
  label: 'Zenvia',
  channel: 'sms',
  notes: [
    'A Zenvia trabalha com pós-pago: depois do cadastro no site, o comercial entra em contato por e-mail para contratar o plano.',
    'O e-mail de contratação traz duas senhas: a do acesso web e a Senha API. Aqui vai a Senha API.',
    'Os textos enviados aparecem no site em Monitor de Envios > Outros Envios.',
    'Confirmações e respostas por chamada são ligadas pelo suporte da Zenvia: informe a eles os endereços deste gateway.',
  ],
  settings,
  fields,
  secrets: ['password'],
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: [],
  warnings: withoutTls,
  abilities: () => ({
    ...sendsOnly,
    dedupsByOurId: true,
    ownIdLimit: mostOwnId,
    flash: true,
    receiptWebhook: true,
    replyWebhook: true,
    lookUp: { by: 'our-id', most: 1, pauseMs: 1_000 },
    replyPolling: { once: false, pauseMs: 60_000 },
  }),
  receipts: {
    read: (call) =>
      readingOf(
        receiptOf(valueAt(valuesOf(call).json, 'callbackMtRequest'), 'status', 'statusDetail'),
        'a chamada não traz callbackMtRequest com id e status',
      ),
    answer: () => emptyAnswer,
  },
  replies: {
    read: (call) =>
      readingOf(
        replyOf(valueAt(valuesOf(call).json, 'callbackMoRequest'), { to: 'shortCode', at: 'received', answers: 'correlatedMessageSmsId' }),
        'a chamada não traz callbackMoRequest com mobile e body',
      ),
    answer: () => emptyAnswer,
  },
  connect,
});

function connect(settings: Settings, options: ConnectOptions): GatewayConnection {
  const { account, password } = settings;
  const login = Buffer.from(`${account}:${password}`).toString('base64');
  const provider = openProvider(settings, options, [account, password, login]);
  const headers = { authorization: `Basic ${login}`, accept: 'application/json' };
  return {
    send: (message, hooks) =>
      provider.send(sendRequest(message, settings, headers), hooks, (answer) => verdictOf(answer, ownIdOf(message))),

    lookUp: ([message]) =>
      message === undefined
        ? Promise.resolve({ kind: 'answered', receipts: [], notFound: [] })
        : provider.ask(get(`/services/get-sms-status/${encodeURIComponent(ownIdOf(message))}`, headers), (answer) =>
            lookedUp(answer, message),
          ),

    fetchReplies: ({ since, until }) =>
      provider.ask(get(`/services/received/search/${brasilia(since)}/${brasilia(until)}`, headers), (answer) => {
        const refusal = loginRefused(answer);
        if (refusal !== null) return askFailure(answer, { reason: refusal, misconfigured: true });
        if (valueAt(answer.json, 'receivedResponse') === undefined) return null;
        const replies = listAt(answer.json, 'receivedResponse.receivedMessages').map((received) =>
          replyOf(received, { to: 'shortcode', at: 'dateReceived', answers: 'mtId' }),
        );
        return { kind: 'answered', replies: replies.filter((reply) => reply !== null) };
      }),

    close: () => provider.close(),
  };
}

function sendRequest(
  message: OutgoingMessage,
  { aggregateId, from, flash }: Settings,
  headers: Record<string, string>,
): HttpRequest | Verdict {
  const id = ownIdOf(message);
  if (id.length > mostOwnId) return refused(`a Zenvia não aceita um id com mais de ${mostOwnId} caracteres`);
  const sendSmsRequest = {
    ...(from !== null && { from }),
    to: formatForGateway(message.to, '55'),
    msg: message.text,
    callbackOption: 'FINAL',
    id,
    ...(aggregateId !== null && { aggregateId }),
    flashSms: flash,
    ...(countSegments(message.text).encoding === 'UCS-2' && { dataCoding: 8 }),
  };
  return postJson('/services/send-sms', { sendSmsRequest }, headers);
}

/** A 400 carries the normal answer; other statuses count only where there is none. */
function verdictOf(answer: ProviderAnswer, ownId: string): Verdict | null {
  const said = zenviaVerdict(statusOf(valueAt(answer.json, 'sendSmsResponse'), 'statusCode', 'detailCode'), ownId);
  if (said !== null) return said;
  const refusal = loginRefused(answer);
  if (refusal !== null) return misconfigured(refusal);
  if (answer.status === 404 || answer.status === 405)
    return misconfigured(`não é a interface da Zenvia (HTTP ${answer.status}): confira o host`);
  return answer.status === 422 ? refused('a Zenvia não aceitou o pedido (HTTP 422)') : null;
}

function loginRefused({ status }: ProviderAnswer): string | null {
  if (status === 401) return 'conta ou Senha API errada (HTTP 401)';
  return status === 403 ? 'conta sem permissão na Zenvia (HTTP 403)' : null;
}

function lookedUp(answer: ProviderAnswer, message: AskedMessage) {
  const refusal = loginRefused(answer);
  if (refusal !== null) return askFailure(answer, { reason: refusal, misconfigured: true });
  const said = valueAt(answer.json, 'getSmsStatusResp');
  if (statusOf(said, 'statusCode', 'detailCode').detail === '180')
    return { kind: 'answered' as const, receipts: [], notFound: [message.id] };
  const receipt = receiptOf(said, 'statusCode', 'detailCode');
  return receipt === null ? null : { kind: 'answered' as const, receipts: [receipt], notFound: [] };
}

/** Codes come as text and as numbers: `0` is `00`. */
function statusOf(said: unknown, statusName: string, detailName: string): ZenviaStatus {
  const status = textAt(said, statusName)?.padStart(2, '0') ?? null;
  const detail = textAt(said, detailName)?.padStart(3, '0') ?? null;
  const words = textAt(said, 'detailDescription') ?? textAt(said, 'statusDetailMessage') ?? textAt(said, 'statusDescription') ?? '';
  return { status, detail, words: `${words} (${status ?? '?'}/${detail ?? '?'})`.trim() };
}

function receiptOf(said: unknown, statusName: string, detailName: string): Receipt | null {
  const id = textAt(said, 'id');
  const status = statusOf(said, statusName, detailName);
  const state = zenviaReceiptState(status);
  if (id === null || state === null) return null;
  const [, whole = id, part] = /^(.+)_(\d{3})$/.exec(id) ?? []; // a long text's parts are told one by one
  const detail = status.words.slice(0, 200);
  return {
    ...readOwnId(whole),
    providerId: whole,
    part: part === undefined ? null : Number(part),
    state,
    at: readProviderTime(textAt(said, 'received')),
    detail,
  };
}

function replyOf(said: unknown, names: { to: string; at: string; answers: string }): Reply | null {
  const from = textAt(said, 'mobile');
  const text = valueAt(said, 'body');
  if (from === null || typeof text !== 'string') return null;
  const answers = textAt(said, names.answers)?.replace(/_\d{3}$/, '');
  return {
    id: textAt(said, 'id'),
    from: phoneFromProvider(from),
    to: textAt(said, names.to),
    text,
    at: readProviderTime(textAt(said, names.at)),
    inReplyTo: answers === undefined ? null : readOwnId(answers).ourId,
  };
}

/** `2026-12-05T09:00:00` in Brasília, as the search wants it. */
function brasilia(instant: Instant): string {
  const { date, msOfDay } = zoneOf('America/Sao_Paulo').toLocal(epochMs(instant));
  return `${date}T${new Date(msOfDay).toISOString().slice(11, 19)}`;
}
