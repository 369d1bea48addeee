import { z } from 'zod';
import { phoneFromProvider } from '../from-provider.ts';
import { emptyAnswer, type Receipt, type Reply, type WebhookAnswer, type WebhookCall, type WebhookReading } from '../incoming.ts';
import { listAt, scalarText, valueAt } from '../json.ts';
import { readOwnId } from '../own-id.ts';
import { readProviderTime } from '../provider-time.ts';
import { valuesOf } from '../webhook-call.ts';
import { stateOfWord, stateWords } from './state-words.ts';

/** A parameter's name, or where a JSON body holds the value: `id`, `data.0.id`. */
export const place = z
  .string()
  .max(200)
  .regex(/^[\w$@:-]+(\.[\w$@:-]+)*$/, 'esperado o nome do parâmetro, ou um caminho no JSON como data.0.id');
const optionalPlace = place.nullable().default(null);
const answer = z.string().max(500).default('');

/** Where a provider's delivery report holds what. */
export const receiptMapping = z.strictObject({
  id: place,
  /** Whose id it is: ours, sent as `{id}`, or the one of the provider's answer. */
  idOf: z.enum(['ours', 'provider']).default('provider'),
  state: place,
  states: stateWords,
  at: optionalPlace,
  /** Where a JSON body holds a list of reports; the other places are then of each. */
  list: optionalPlace,
  answer,
});
export type ReceiptMapping = z.infer<typeof receiptMapping>;

/** Where a provider's reply holds what. */
export const replyMapping = z.strictObject({
  from: place,
  text: place,
  to: optionalPlace,
  at: optionalPlace,
  id: optionalPlace,
  list: optionalPlace,
  answer,
});
export type ReplyMapping = z.infer<typeof replyMapping>;

export function readReceipts(call: WebhookCall, mapping: ReceiptMapping): WebhookReading<Receipt> {
  return readEach(call, mapping.list, (value, problems) => {
    const id = value(mapping.id)?.trim();
    const said = value(mapping.state);
    if (!id || said === null) return missing(problems, id ? mapping.state : mapping.id);
    const state = stateOfWord(mapping.states, said);
    if (state === null) return null;
    const ids = mapping.idOf === 'ours' ? { ...readOwnId(id), providerId: null } : { ourId: null, phoneTag: null, providerId: id };
    return { ...ids, part: null, state, at: timeAt(value, mapping.at), detail: said.trim().slice(0, 200) };
  });
}

export function readReplies(call: WebhookCall, mapping: ReplyMapping): WebhookReading<Reply> {
  return readEach(call, mapping.list, (value, problems) => {
    const reply = replyFrom(value, mapping);
    return reply ?? missing(problems, value(mapping.from)?.trim() ? mapping.text : mapping.from);
  });
}

/** The reply that a record holds, null when it lacks number or text. */
export function replyFrom(value: Value, mapping: Omit<ReplyMapping, 'list' | 'answer'>): Reply | null {
  const optional = (where: string | null) => (where === null ? null : value(where)?.trim() || null);
  const from = value(mapping.from)?.trim();
  const text = value(mapping.text);
  if (!from || text === null) return null;
  const at = timeAt(value, mapping.at);
  return { id: optional(mapping.id), from: phoneFromProvider(from), to: optional(mapping.to), text, at, inReplyTo: null };
}

export function textAnswer(body: string): WebhookAnswer {
  return { ...emptyAnswer, body };
}

/** A record's value at a place, null where there is none. */
export type Value = (where: string) => string | null;

function readEach<T>(call: WebhookCall, list: string | null, read: (value: Value, problems: Set<string>) => T | null): WebhookReading<T> {
  const values = valuesOf(call);
  const records: Value[] = list === null ? [values.text] : listAt(values.json, list).map(valueIn);
  const problems = new Set<string>();
  if (list !== null && records.length === 0) missing(problems, list);
  const items = records.map((value) => read(value, problems)).filter((item): item is T & {} => item !== null);
  return { items, problems: [...problems] };
}

/** The values of a JSON record. */
export function valueIn(record: unknown): Value {
  return (where) => scalarText(valueAt(record, where)) ?? null;
}

function missing(problems: Set<string>, where: string): null {
  problems.add(`a chamada não traz ${where}`);
  return null;
}

function timeAt(value: Value, where: string | null) {
  return where === null ? null : readProviderTime(value(where));
}
