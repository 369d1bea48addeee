import { z } from 'zod';
import {
  type AskedMessage,
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type LookUpResult,
  type OutgoingMessage,
  type SettingField,
  sendsOnly,
} from './define.ts';
import { phoneFromProvider } from './from-provider.ts';
import { emptyAnswer, type Receipt, type ReceiptState, readingOf } from './incoming.ts';
import { listAt, textAt } from './json.ts';
import { askFailure, openProvider, type Provider } from './provider.ts';
import { accepted, misconfigured, type ProviderAnswer, refused, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { receiptById } from './receipt-by-id.ts';
import { get, postJson } from './requests.ts';
import { headerCredential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { valuesOf } from './webhook-call.ts';

const server = { host: 'smsgateway.me', port: 443, ssl: true };

const settings = z.strictObject({
  token: headerCredential,
  deviceId: z.int().min(1),
  /** A text still in the provider's queue after this is given up: the phone is off. */
  ageOutMinutes: z.int().min(10).max(10_080).default(240),
  ...serverSettings(server),
});
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  { name: 'token', label: 'Token', help: 'Em smsgateway.me, Settings > API', kind: 'secret', default: null, required: true },
  {
    name: 'deviceId',
    label: 'Aparelho (Device ID)',
    help: 'O número que o aplicativo mostra',
    kind: 'number',
    default: null,
    required: true,
  },
  {
    name: 'ageOutMinutes',
    label: 'Desistir depois de (minutos)',
    help: 'Com o celular desligado, o texto é cancelado no SmsGateway.me e dado como não entregue',
    kind: 'number',
    default: 240,
    required: false,
  },
  ...serverFields(server),
];

/** SmsGateway.me version 4: an Android phone as the gateway (vendor's swagger.yml). */
export const smsgatewayMe = defineGateway<Settings>({
  id: 'smsgateway-me',
  label: 'SmsGateway.me',
  channel: 'sms',
  notes: [
    'Um aplicativo transforma o seu celular Android em um servidor de SMS, com o chip dele: a operadora do chip limita quantos textos saem por dia.',
    'O aplicativo não está mais na Play Store: procure o APK na internet e permita no Android a instalação de aplicativos menos seguros.',
    'Com o celular desligado ou sem rede, os textos ficam na fila do SmsGateway.me.',
  ],
  settings,
  fields,
  secrets: ['token'],
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: [],
  warnings: withoutTls,
  abilities: () => ({
    ...sendsOnly,
    receiptWebhook: true,
    replyWebhook: true,
    lookUp: { by: 'provider-id', most: 1, pauseMs: 2_000 },
  }),
  receipts: {
    read(call) {
      const { text } = valuesOf(call);
      const [id, status] = [text('id'), text('status')?.toLowerCase()];
      if (!id || !status) return { items: [], problems: ['a chamada não traz id e status'] };
      const at = text('delivered_at') || text('failed_at') || text('sent_at') || text('updated_at');
      return { items: receiptsOf(id, { status, at }), problems: [] };
    },
    answer: () => emptyAnswer,
  },
  replies: {
    read(call) {
      const { text } = valuesOf(call);
      const from = text('contact[number]') ?? text('contact.number') ?? text('phone_number');
      const message = text('message');
      const reply = from !== null &&
        message !== null && {
          id: text('id'),
          from: phoneFromProvider(from),
          to: null,
          text: message,
          at: readProviderTime(text('received_at') ?? text('created_at')),
          inReplyTo: null,
        };
      return readingOf(reply || null, 'a chamada não traz o número e o texto');
    },
    answer: () => emptyAnswer,
  },
  connect,
});

function connect(settings: Settings, options: ConnectOptions): GatewayConnection {
  const { token, deviceId } = settings;
  const provider = openProvider(settings, options, [token]);
  const requestFor = ({ to, text }: OutgoingMessage) =>
    postJson('/api/v4/message/send', [{ phone_number: to, message: text, device_id: deviceId }], { authorization: token });
  return {
    send: (message, hooks) => provider.send(requestFor(message), hooks, verdictOf),
    lookUp: async ([message]) =>
      message === undefined ? { kind: 'answered', receipts: [], notFound: [] } : lookUp(provider, settings, message),
    close: () => provider.close(),
  };
}

function verdictOf(answer: ProviderAnswer): Verdict | null {
  const { status, json } = answer;
  if (status === 401 || status === 403) return misconfigured(`SmsGateway.me: token ou aparelho recusado (HTTP ${status})`);
  if (status === 404) return misconfigured('não é a interface do SmsGateway.me (HTTP 404): confira o host');
  if (status === 400) return /device/i.test(answer.text) ? misconfigured(problemOf(answer)) : refused(problemOf(answer));
  const id = textAt(json, '0.id');
  if (status !== 200 || id === null) return null;
  return textAt(json, '0.status') === 'failed' ? refused('SmsGateway.me: o aparelho deu o texto como falho') : accepted(id);
}

/** Asks of one message. A text that has waited too long for the phone is cancelled first, so that it cannot leave days later. */
async function lookUp(provider: Provider, { token, ageOutMinutes }: Settings, { providerId, sentAt }: AskedMessage): Promise<LookUpResult> {
  if (providerId === null) return { kind: 'answered', receipts: [], notFound: [] };
  const headers = { authorization: token };
  const found = await provider.ask(get(`/api/v4/message/${encodeURIComponent(providerId)}`, headers), (answer) => {
    if (answer.status === 401 || answer.status === 403) return askFailure(answer, { reason: 'token recusado', misconfigured: true });
    const status = textAt(answer.json, 'status')?.toLowerCase();
    return answer.status === 200 && status !== undefined ? { kind: 'found' as const, status, at: textAt(answer.json, 'updated_at') } : null;
  });
  if (found.kind === 'failed') return found;
  const isTooOld = Date.parse(sentAt) < Date.now() - ageOutMinutes * 60_000;
  if (!isWaiting(found.status) || !isTooOld) return { kind: 'answered', receipts: receiptsOf(providerId, found), notFound: [] };

  const cancelled = await provider.ask(postJson('/api/v4/message/cancel', [{ id: Number(providerId) }], headers), (answer) =>
    answer.status === 200 ? { kind: 'cancelled' as const } : null,
  );
  if (cancelled.kind === 'failed') return cancelled;
  const receipt = receiptById(providerId, { state: 'undelivered', at: null, detail: 'celular desligado: cancelada na fila' });
  return { kind: 'answered', receipts: [receipt], notFound: [] };
}

/** By the names of the provider's events: the document does not list the words themselves. */
function stateOf(status: string): ReceiptState | null {
  if (status === 'delivered') return 'delivered';
  if (status === 'failed' || status === 'canceled' || status === 'cancelled') return 'undelivered';
  return isWaiting(status) || status === 'sent' ? 'accepted' : null;
}

function isWaiting(status: string): boolean {
  return status === 'queued' || status === 'pending';
}

function receiptsOf(id: string, { status, at }: { status: string; at: string | null }): Receipt[] {
  const state = stateOf(status);
  return state === null ? [] : [receiptById(id, { state, at: readProviderTime(at), detail: status })];
}

/** The provider's words about what was wrong, wherever in its tree of errors they are. */
function problemOf({ json }: ProviderAnswer): string {
  return ['SmsGateway.me', textAt(json, 'message'), ...errorsIn(listAt(json, 'data'))].filter(Boolean).join(': ').slice(0, 200);
}

function errorsIn(errors: readonly unknown[]): string[] {
  return errors.flatMap((each) => {
    const words = listAt(each, 'errors').map((word) => `${textAt(each, 'key') ?? ''} ${String(word)}`.trim());
    return [...words, ...errorsIn(listAt(each, 'children'))];
  });
}
