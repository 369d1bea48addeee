import { formatForGateway } from '../domain/phone.ts';
import { createAnswerMask } from './answer-text.ts';
import { charactersOutside, encode, percentEncode } from './charset.ts';
import { type ConnectOptions, defineGateway, type GatewayConnection, type OutgoingMessage, type SendResult, sendsOnly } from './define.ts';
import { genericFields } from './generic-fields.ts';
import { readReceipts, readReplies, textAnswer } from './generic-incoming.ts';
import { contentTypeOf, type GenericSettings, genericSettings, genericWarnings, sendsOwnId } from './generic-settings.ts';
import { createHttpClient, type HttpRequest } from './http.ts';
import { ownIdOf } from './own-id.ts';
import { genericPresets } from './presets.ts';
import { bodyEscape, compileTemplate, type PlaceholderValues } from './request-template.ts';
import { compileRules } from './response-rules.ts';
import { credentialsOf } from './secrets.ts';

const secrets = ['password', 'token'];
const mostOwnId = 40;
const noMapping = 'este gateway não diz onde a chamada traz o quê';

/** Any provider with an HTTP interface: the seed's *Outros*, with its four presets. */
export const generic = defineGateway<GenericSettings>({
  id: 'generic',
  label: 'Outros (HTTP genérico)',
  channel: 'sms',
  settings: genericSettings,
  fields: genericFields,
  secrets,
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: genericPresets,
  warnings: genericWarnings,
  abilities: (settings) => ({
    ...sendsOnly,
    ownIdLimit: sendsOwnId(settings) ? mostOwnId : null,
    receiptWebhook: settings.receipts !== null,
    replyWebhook: settings.replies !== null,
  }),
  receipts: {
    read: (call, { receipts }) => (receipts === null ? { items: [], problems: [noMapping] } : readReceipts(call, receipts)),
    answer: ({ receipts }) => textAnswer(receipts?.answer ?? ''),
  },
  replies: {
    read: (call, { replies }) => (replies === null ? { items: [], problems: [noMapping] } : readReplies(call, replies)),
    answer: ({ replies }) => textAnswer(replies?.answer ?? ''),
  },
  connect,
});

function connect(settings: GenericSettings, { maxConnections, timeoutMs, outbound }: ConnectOptions): GatewayConnection {
  const { host, port, ssl } = settings;
  const client = createHttpClient({ host, port, ssl, maxConnections, timeoutMs: timeoutMs ?? settings.timeoutMs, outbound });
  const mask = createAnswerMask([settings.user, ...credentialsOf({ secrets }, settings)]);
  const requestFor = compileRequest(settings);
  const resultOf = compileRules(settings.rules, mask);
  return {
    async send(message, hooks) {
      const request = requestFor(message);
      if ('outcome' in request) return request;
      const result = await client.request(request, hooks.onWire);
      if (result.kind === 'answer') return resultOf(result.answer);
      const { outcome, reason } = result;
      return outcome === 'temporary'
        ? { outcome, reason: mask(reason), retryAfterMs: null, answer: '' }
        : { outcome, reason: mask(reason), answer: '' };
    },
    close: () => client.close(),
  };
}

/** Compiles the settings' templates into a maker of requests; a message that they cannot carry is refused before anything leaves. */
function compileRequest(settings: GenericSettings): (message: OutgoingMessage) => HttpRequest | SendResult {
  const { charset, method, numberFormat } = settings;
  const contentType = contentTypeOf(settings);
  const path = compileTemplate(settings.path, (value) => percentEncode(value, charset));
  const body = settings.body === null ? null : compileTemplate(settings.body, bodyEscape(contentType, charset));
  const headers = Object.entries({
    'user-agent': 'Regua',
    ...(method === 'POST' ? { 'content-type': contentType } : {}),
    ...lowerCased(settings.headers),
  }).map(([name, value]) => ({ name, value: compileTemplate(value, (raw) => raw) }));
  const credentials = { u: settings.user ?? '', p: settings.password ?? '', t: settings.token ?? '' };
  const escapesByItself = settings.body !== null && /[/+]json\b/i.test(contentType) && !settings.path.includes('{m}');

  return (message) => {
    const number = formatForGateway(message.to, numberFormat);
    if (number === null) return refused('número estrangeiro: este gateway só recebe área e número do Brasil');
    const outside = escapesByItself ? [] : charactersOutside(message.text, charset);
    if (outside.length > 0) return refused(`o gateway usa ISO-8859-1, que não tem ${outside.join(' ')}`);
    const values: PlaceholderValues = { ...credentials, d: number, m: message.text, id: ownIdOf(message) };
    const filled: Record<string, string> = {};
    for (const { name, value } of headers) {
      const text = value(values);
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return refused(`o texto tem caracteres que não cabem no cabeçalho ${name}`);
      filled[name] = text;
    }
    return { method, path: path(values), headers: filled, body: body === null ? null : encode(body(values), charset) };
  };
}

function refused(reason: string): SendResult {
  return { outcome: 'refused', reason, answer: '' };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
