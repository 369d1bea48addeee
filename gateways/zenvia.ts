import { z } from 'zod';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import {
  type AskedMessage,
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type OutgoingMessage,
  type SendHooks,
  type SettingField,
  sendsOnly,
} from './define.ts';
import { gatherer } from './gather.ts';
import { emptyAnswer, readingOf } from './incoming.ts';
import { listAt, valueAt } from './json.ts';
import { ownIdOf } from './own-id.ts';
import { askFailure, openProvider } from './provider.ts';
import type { ProviderAnswer } from './provider-answer.ts';
import { get, postJson } from './requests.ts';
import { credential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { valuesOf } from './webhook-call.ts';
import { loginRefused, receiptOf, replyOf, statusOf, textOf, verdictOf, verdictsOf } from './zenvia-messages.ts';

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
  textsPerCall: z.int().min(1).max(50).default(1),
  ...serverSettings(server),
});
type Settings = z.infer<typeof settings>;
type Sending = { message: OutgoingMessage; hooks: SendHooks };

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
  {
    name: 'textsPerCall',
    label: 'Textos por chamada',
    help: '1: cada texto em uma chamada. Mais: os que saem no mesmo instante vão juntos, e uma resposta perdida vale para todos',
    kind: 'number',
    default: 1,
    required: false,
  },
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
  const { account, password, aggregateId, textsPerCall } = settings;
  const login = Buffer.from(`${account}:${password}`).toString('base64');
  const provider = openProvider(settings, options, [account, password, login]);
  const headers = { authorization: `Basic ${login}`, accept: 'application/json' };
  const group = aggregateId === null ? {} : { aggregateId };
  const alone = ({ message, hooks }: Sending) => {
    const sendSmsRequest = { ...textOf(message, settings), ...group };
    return provider.send(postJson('/services/send-sms', { sendSmsRequest }, headers), hooks, (answer) => verdictOf(answer, message));
  };
  const together = gatherer(textsPerCall, (sendings: Sending[]) => {
    const messages = sendings.map(({ message }) => message);
    const sendSmsMultiRequest = { ...group, sendSmsRequestList: messages.map((message) => textOf(message, settings)) };
    const request = postJson('/services/send-sms-multiple', { sendSmsMultiRequest }, headers);
    const hooks = sendings.map((sending) => sending.hooks);
    return provider.sendTogether(request, hooks, (answer) => verdictsOf(answer, messages));
  });
  return {
    async send(message, hooks) {
      if (ownIdOf(message).length > mostOwnId)
        return { outcome: 'refused', reason: `a Zenvia não aceita um id com mais de ${mostOwnId} caracteres`, answer: '' };
      return textsPerCall === 1 ? alone({ message, hooks }) : together.add({ message, hooks });
    },

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

    close() {
      together.flush();
      return provider.close();
    },
  };
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

/** `2026-12-05T09:00:00` in Brasília, as the search wants it. */
function brasilia(instant: Instant): string {
  const { date, msOfDay } = zoneOf('America/Sao_Paulo').toLocal(epochMs(instant));
  return `${date}T${new Date(msOfDay).toISOString().slice(11, 19)}`;
}
