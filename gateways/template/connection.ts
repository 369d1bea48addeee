import { formatForGateway } from '../../domain/phone.ts';
import { charactersOutside, encode, percentEncode } from '../charset.ts';
import type { AskedMessage, ConnectOptions, GatewayAbilities, GatewayConnection, LookUpResult, OutgoingMessage } from '../define.ts';
import type { HttpRequest } from '../http.ts';
import { ownIdOf, readOwnId } from '../own-id.ts';
import { openProvider, type Provider } from '../provider.ts';
import { firstLineOf, refused, type Verdict } from '../provider-answer.ts';
import { get } from '../requests.ts';
import { askBalance, askReplies } from './asking.ts';
import type { LookUpQuestion } from './questions.ts';
import { bodyEscape, compileTemplate, type PlaceholderValues, placeholdersIn } from './request-template.ts';
import { compileCondition, compileRules } from './response-rules.ts';
import { contentTypeOf, type TemplateSettings } from './settings.ts';

const mostOwnId = 40;

/** An interface described by templates in use. `values` are the credentials by placeholder, `hidden` what must not be shown. */
export function connectTemplate(
  settings: TemplateSettings,
  { values, hidden, options }: { values: PlaceholderValues; hidden: readonly (string | null)[]; options: ConnectOptions },
): GatewayConnection {
  const provider = openProvider(settings, options, hidden);
  const requestFor = compileRequest(settings, values);
  const verdictOf = compileRules(settings.rules);
  const question = (path: string) => {
    const filled = compileTemplate(path, (value) => percentEncode(value, settings.charset));
    return (more: PlaceholderValues = {}) => get(filled({ ...values, ...more }), { accept: '*/*' });
  };
  const { lookUp, balance, replyPolling } = settings;
  return {
    send: (message, hooks) => provider.send(requestFor(message), hooks, verdictOf),
    ...(lookUp && { lookUp: compileLookUp(provider, lookUp, question(lookUp.path)) }),
    ...(balance && { balance: () => askBalance(provider, balance, question(balance.path)()) }),
    ...(replyPolling && { fetchReplies: () => askReplies(provider, replyPolling, question(replyPolling.path)()) }),
    close: () => provider.close(),
  };
}

/** What such an interface can do. */
export function templateAbilities(settings: TemplateSettings): Omit<GatewayAbilities, 'flash' | 'experimental' | 'unitCounting'> {
  const { lookUp, replyPolling, receipts, replies, balance, path, body } = settings;
  return {
    dedupsByOurId: false,
    ownIdLimit: placeholdersIn(`${path} ${body ?? ''}`).includes('id') ? mostOwnId : null,
    receiptWebhook: receipts !== null,
    replyWebhook: replies !== null,
    lookUp: lookUp && { by: lookUp.by === 'ours' ? 'our-id' : 'provider-id', most: 1, pauseMs: lookUp.pauseMs },
    replyPolling: replyPolling && { once: replyPolling.once, pauseMs: replyPolling.pauseMs },
    balance: balance !== null,
  };
}

/** Compiles the settings' templates into a maker of requests; a message that they cannot carry is refused before anything leaves. */
function compileRequest(settings: TemplateSettings, credentials: PlaceholderValues): (message: OutgoingMessage) => HttpRequest | Verdict {
  const { charset, method, numberFormat } = settings;
  const contentType = contentTypeOf(settings);
  const path = compileTemplate(settings.path, (value) => percentEncode(value, charset));
  const body = settings.body === null ? null : compileTemplate(settings.body, bodyEscape(contentType, charset));
  const headers = Object.entries({
    'user-agent': 'Regua',
    ...(method === 'POST' ? { 'content-type': contentType } : {}),
    ...lowerCased(settings.headers),
  }).map(([name, value]) => ({ name, value: compileTemplate(value, (raw) => raw) }));
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

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function compileLookUp(provider: Provider, { by, rules }: LookUpQuestion, requestFor: (values: PlaceholderValues) => HttpRequest) {
  const compiled = rules.map(({ state, ...condition }) => ({ state, matches: compileCondition(condition) }));
  return async ([message]: readonly AskedMessage[]): Promise<LookUpResult> => {
    const id = message === undefined ? null : by === 'ours' ? ownIdOf(message) : message.providerId;
    if (message === undefined || id === null) return { kind: 'answered', receipts: [], notFound: [] };
    return provider.ask(requestFor({ id }), (answer) => {
      const state = compiled.find(({ matches }) => matches(answer) !== null)?.state;
      if (state === undefined) return null;
      // By its own id the provider had it once: only an id of ours that it never saw may be sent again.
      if (state === 'not-found') return { kind: 'answered', receipts: [], notFound: by === 'ours' ? [message.id] : [] };
      const ids = by === 'ours' ? { ...readOwnId(id), providerId: message.providerId } : { ourId: null, phoneTag: null, providerId: id };
      const known = state === 'pending' ? 'accepted' : state;
      return { kind: 'answered', receipts: [{ ...ids, part: null, state: known, at: null, detail: firstLineOf(answer) }], notFound: [] };
    });
  };
}
