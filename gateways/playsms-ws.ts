import { formatForGateway } from '../domain/phone.ts';
import { countSegments } from '../domain/segments.ts';
import type { ConnectOptions, GatewayConnection, LookUpResult, OutgoingMessage } from './define.ts';
import { phoneFromProvider } from './from-provider.ts';
import type { HttpRequest } from './http.ts';
import type { ReceiptState, Reply } from './incoming.ts';
import { listAt, textAt, valueAt } from './json.ts';
import type { PlaysmsSettings } from './khal-playsms-settings.ts';
import { askFailure, openProvider } from './provider.ts';
import { accepted, misconfigured, type ProviderAnswer, refused, unknown, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { receiptById } from './receipt-by-id.ts';
import { postForm } from './requests.ts';
import { refusalStreak } from './streak.ts';

/**
 * A playSMS server's webservices (`index.php?app=ws`, read in its source at 38be8bd and seen on a running 1.4.8). One number per call:
 * a comma list becomes one wrong number, and an OK.
 */
export function connectPlaysms(settings: PlaysmsSettings, options: ConnectOptions): GatewayConnection {
  const { login, token, path, flash, numberFormat } = settings;
  const provider = openProvider(settings, options, [login, token]);
  const streak = refusalStreak();
  const call = (op: string, parameters: Record<string, string | null>): HttpRequest =>
    postForm(`${path ?? '/index.php'}?app=ws`, { op, u: login, h: token, format: 'json', ...parameters });
  const requestFor = ({ to, text }: OutgoingMessage): HttpRequest | Verdict => {
    const number = formatForGateway(to, numberFormat ?? '55');
    if (number === null) return refused('número estrangeiro: este gateway só recebe área e número do Brasil');
    const unicode = countSegments(text).encoding === 'UCS-2' ? '1' : null;
    return call('pv', { to: number, msg: text, type: flash ? 'flash' : 'text', unicode, nofooter: '1' });
  };
  return {
    send: (message, hooks) => provider.send(requestFor(message), hooks, (answer) => verdictOf(answer, message, streak)),

    lookUp: async ([message]) => {
      const id = message?.providerId ?? null;
      if (id === null) return { kind: 'answered', receipts: [], notFound: [] };
      return provider.ask(call('ds', { smslog_id: id }), (answer) => lookedUp(answer, id));
    },

    fetchReplies: () =>
      provider.ask(call('ix', { c: '100' }), (answer) => {
        const error = errorOf(answer);
        if (error !== null && error !== nothingThere)
          return askFailure(answer, { reason: wordsOf(error), misconfigured: isAccount(error) });
        if (error === null && valueAt(answer.json, 'data') === undefined) return null;
        return { kind: 'answered', replies: listAt(answer.json, 'data').flatMap(replyOf) };
      }),

    balance: () =>
      provider.ask(call('cr', {}), (answer) => {
        const error = errorOf(answer);
        const amount = textAt(answer.json, 'credit');
        if (error === null && amount !== null && /^-?\d+(\.\d+)?$/.test(amount))
          return { kind: 'balance', amount, unit: 'reais', answer: answer.shown };
        return error === null ? null : askFailure(answer, { reason: wordsOf(error), misconfigured: isAccount(error) });
      }),

    close: () => provider.close(),
  };
}

const nothingThere = '501';

function verdictOf(answer: ProviderAnswer, { to }: OutgoingMessage, streak: ReturnType<typeof refusalStreak>): Verdict | null {
  if (answer.text.trim() === '')
    return unknown(`playSMS não respondeu nada (HTTP ${answer.status}): costuma ser falta de crédito ou número que ele não aceita`);
  const error = errorOf(answer) ?? errorOf(answer, 'data.0.');
  if (error !== null) {
    if (isAccount(error)) return misconfigured(wordsOf(error));
    if (error === '201') return refused(wordsOf(error));
    return error === '200' ? streak.refusal(wordsOf(error)) : unknown(wordsOf(error));
  }
  if (answer.status !== 200 || textAt(answer.json, 'data.0.status') !== 'OK') return null;
  const went = textAt(answer.json, 'data.0.to') ?? '';
  if (went.slice(-8) !== to.slice(-8)) return unknown(`playSMS aceitou para outro número: confira o prefixo da conta`);
  streak.taken();
  return accepted(textAt(answer.json, 'data.0.smslog_id') ?? textAt(answer.json, 'data.0.queue'));
}

/** The error code of an answer; null when it is none. */
function errorOf({ json }: ProviderAnswer, at = ''): string | null {
  return textAt(json, `${at}status`) === 'ERR' ? (textAt(json, `${at}error`) ?? '?') : null;
}

const words: Readonly<Record<string, string>> = {
  '100': 'usuário ou token errado',
  '101': 'operação desconhecida',
  '102': 'campo vazio',
  '103': 'sem crédito',
  '104': 'o usuário não tem token de webservices',
  '105': 'webservices desligado para este usuário',
  '106': 'o endereço da Régua não está liberado no playSMS',
  '200': 'envio recusado: crédito, conta ou número',
  '201': 'número ou texto vazio',
};

function wordsOf(error: string): string {
  return `playSMS: ${words[error] ?? 'erro'} (${error})`;
}

function isAccount(error: string): boolean {
  return /^1\d\d$/.test(error) || error === '600';
}

const states: Readonly<Record<string, ReceiptState>> = { '0': 'accepted', '1': 'accepted', '2': 'undelivered', '3': 'delivered' };

/** Codes 400 to 402 and 501 come for a moment while a text is being worked on: no news, never "not found". */
function lookedUp(answer: ProviderAnswer, id: string): LookUpResult | null {
  const error = errorOf(answer);
  if (error !== null && isAccount(error)) return askFailure(answer, { reason: wordsOf(error), misconfigured: true });
  if (error !== null) return /^(40[0-2]|501)$/.test(error) ? { kind: 'answered', receipts: [], notFound: [] } : null;
  const row = listAt(answer.json, 'data').find((each) => textAt(each, 'smslog_id') === id);
  const status = textAt(row, 'status');
  const state = status === null ? undefined : states[status];
  if (state === undefined) return null;
  const receipt = receiptById(id, { state, at: readProviderTime(textAt(row, 'update')), detail: `status ${status}` });
  return { kind: 'answered', receipts: [receipt], notFound: [] };
}

function replyOf(row: unknown): Reply[] {
  const from = textAt(row, 'src');
  const text = valueAt(row, 'msg');
  if (from === null || typeof text !== 'string') return [];
  return [
    {
      id: textAt(row, 'id'),
      from: phoneFromProvider(from),
      to: textAt(row, 'dst'),
      text,
      at: readProviderTime(textAt(row, 'dt')),
      inReplyTo: null,
    },
  ];
}
