import { textAt } from './json.ts';
import { accepted, misconfigured, type ProviderAnswer, refused, type Verdict } from './provider-answer.ts';
import type { refusalStreak } from './streak.ts';

/**
 * The answer of the platform behind Khal, Allcance and LocaSMS: `{"status":1,"data":<campaign>,"msg":"SUCESSO"}`, status and data as
 * numbers or strings. The texts of its refusals are not published: the clear ones are told apart, the others count as a streak.
 */
export function statusOneVerdict(answer: ProviderAnswer, streak: ReturnType<typeof refusalStreak>): Verdict | null {
  if (answer.status === 401 || answer.status === 403) return misconfigured(`acesso negado (HTTP ${answer.status})`);
  const status = textAt(answer.json, 'status');
  if (answer.status !== 200 || status === null) return null;
  if (status === '1') {
    streak.taken();
    return accepted(textAt(answer.json, 'data'));
  }
  const said = textAt(answer.json, 'msg') ?? `status ${status}`;
  if (/login|senha|usu[aá]rio|token|acesso|permiss|cr[eé]dito|saldo|\bconta\b|action|a[cç][aã]o inv/i.test(said))
    return misconfigured(said);
  if (/n[uú]mero|celular|destinat|telefone|mensagem|texto|caracter/i.test(said)) return refused(said);
  return streak.refusal(said);
}
