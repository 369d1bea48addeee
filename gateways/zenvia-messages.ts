import { formatForGateway } from '../domain/phone.ts';
import { countSegments } from '../domain/segments.ts';
import type { OutgoingMessage } from './define.ts';
import { phoneFromProvider } from './from-provider.ts';
import type { Receipt, Reply } from './incoming.ts';
import { listAt, textAt, valueAt } from './json.ts';
import { ownIdOf, readOwnId } from './own-id.ts';
import { misconfigured, type ProviderAnswer, refused, type Verdict } from './provider-answer.ts';
import { readProviderTime } from './provider-time.ts';
import { type ZenviaStatus, zenviaReceiptState, zenviaVerdict } from './zenvia-codes.ts';

/** A text as Zenvia's legacy interface takes it. */
export function textOf(message: OutgoingMessage, { from, flash }: { from: string | null; flash: boolean }) {
  return {
    ...(from !== null && { from }),
    to: formatForGateway(message.to, '55'),
    msg: message.text,
    callbackOption: 'FINAL',
    id: ownIdOf(message),
    flashSms: flash,
    ...(countSegments(message.text).encoding === 'UCS-2' && { dataCoding: 8 }),
  };
}

/** What the answer to one text means. A 400 carries the normal answer; other statuses count only where there is none. */
export function verdictOf(answer: ProviderAnswer, message: OutgoingMessage): Verdict | null {
  return verdictIn(valueAt(answer.json, 'sendSmsResponse'), message) ?? wholeVerdict(answer);
}

/** What the answer to several texts means for each: they are told in the order of the request, without their ids. */
export function verdictsOf(answer: ProviderAnswer, messages: readonly OutgoingMessage[]): (Verdict | null)[] {
  const each = listAt(answer.json, 'sendSmsMultiResponse.sendSmsResponseList');
  const whole = valueAt(answer.json, 'sendSmsResponse');
  const complete = each.length === messages.length;
  return messages.map((message, index) =>
    complete ? verdictIn(each[index], message) : (verdictIn(whole, message) ?? wholeVerdict(answer)),
  );
}

function verdictIn(said: unknown, message: OutgoingMessage): Verdict | null {
  return zenviaVerdict(statusOf(said, 'statusCode', 'detailCode'), ownIdOf(message));
}

function wholeVerdict(answer: ProviderAnswer): Verdict | null {
  const refusal = loginRefused(answer);
  if (refusal !== null) return misconfigured(refusal);
  if (answer.status === 404 || answer.status === 405)
    return misconfigured(`não é a interface da Zenvia (HTTP ${answer.status}): confira o host`);
  return answer.status === 422 ? refused('a Zenvia não aceitou o pedido (HTTP 422)') : null;
}

/** Why the account itself is turned away; null when it is not. */
export function loginRefused({ status }: ProviderAnswer): string | null {
  if (status === 401) return 'conta ou Senha API errada (HTTP 401)';
  return status === 403 ? 'conta sem permissão na Zenvia (HTTP 403)' : null;
}

/** Codes come as text and as numbers: `0` is `00`. */
export function statusOf(said: unknown, statusName: string, detailName: string): ZenviaStatus {
  const status = textAt(said, statusName)?.padStart(2, '0') ?? null;
  const detail = textAt(said, detailName)?.padStart(3, '0') ?? null;
  const words = textAt(said, 'detailDescription') ?? textAt(said, 'statusDetailMessage') ?? textAt(said, 'statusDescription') ?? '';
  return { status, detail, words: `${words} (${status ?? '?'}/${detail ?? '?'})`.trim() };
}

export function receiptOf(said: unknown, statusName: string, detailName: string): Receipt | null {
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

export function replyOf(said: unknown, names: { to: string; at: string; answers: string }): Reply | null {
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
