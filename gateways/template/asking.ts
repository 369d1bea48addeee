import type { BalanceResult, RepliesResult } from '../define.ts';
import type { HttpRequest } from '../http.ts';
import { listAt } from '../json.ts';
import { askFailure, type Provider } from '../provider.ts';
import { firstLineOf, type ProviderAnswer } from '../provider-answer.ts';
import { replyFrom, type Value, valueIn } from './incoming.ts';
import { compilePattern } from './pattern.ts';
import type { BalanceQuestion, RepliesQuestion } from './questions.ts';

export function askBalance(provider: Provider, { body, unit }: BalanceQuestion, request: HttpRequest): Promise<BalanceResult> {
  const pattern = compilePattern(body);
  return provider.ask(request, (answer) => {
    const amount = decimal(pattern(answer.text)?.amount ?? '');
    if (amount !== null) return { kind: 'balance', amount, unit, answer: answer.shown };
    return askFailure(answer, { reason: `saldo não encontrado na resposta: ${firstLineOf(answer)}` });
  });
}

/** `1.234,56`, `1234.56` and `1234` as a decimal; null for anything else. */
function decimal(written: string): string | null {
  const plain = written.includes(',') ? written.replaceAll('.', '').replace(',', '.') : written;
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

export function askReplies(provider: Provider, question: RepliesQuestion, request: HttpRequest): Promise<RepliesResult> {
  return provider.ask(request, (answer) => {
    if (answer.status !== 200) return null;
    const isEmpty = question.empty !== null && answer.text.includes(question.empty);
    const records = isEmpty ? [] : recordsOf(answer, question);
    if (records === null) return null;
    const replies = records.map((value) => replyFrom(value, question)).filter((reply) => reply !== null);
    return records.length > 0 && replies.length === 0 ? null : { kind: 'answered', replies };
  });
}

function recordsOf({ text, json }: ProviderAnswer, { split, list }: RepliesQuestion): Value[] | null {
  if (split === null) return json === undefined ? null : listAt(json, list ?? '').map(valueIn);
  return text
    .split(split.records)
    .filter((record) => record.trim() !== '')
    .map((record) => valueIn(record.split(split.fields)));
}
