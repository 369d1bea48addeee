import type { SendResult } from './define.ts';

/** How far a mail had come: from `content` on, bytes of the mail itself had left. */
export type SmtpStage = 'connect' | 'login' | 'envelope' | 'content';

/** The fields nodemailer puts on its errors. */
export type SmtpFault = { message: string; responseCode?: number | undefined; command?: string | undefined; response?: string | undefined };

const authenticationCodes = [530, 534, 535, 538];

/**
 * What a fault at a stage means (RFC 5321 4.2.1: 4xx may pass, 5xx will not; RFC 4954 for the codes of authentication). Without an
 * answer to the content nobody can tell whether the mail was taken.
 */
export function smtpOutcome(fault: SmtpFault, stage: SmtpStage, mask: (text: string) => string): SendResult {
  const answer = mask(fault.response ?? '');
  const reason =
    mask(fault.response ?? fault.message)
      .split('\n', 1)[0]
      ?.slice(0, 200) ?? '';
  const code = fault.responseCode;
  const temporary: SendResult = { outcome: 'temporary', reason, retryAfterMs: null, answer };
  if (code !== undefined && authenticationCodes.includes(code)) return { outcome: 'misconfigured', reason, answer };
  if (stage === 'content' && (code === undefined || fault.command !== 'DATA'))
    return { outcome: 'unknown', reason: `sem resposta ao conteúdo: ${reason}`, answer };
  if (code === undefined || code < 500) return temporary;
  const ourAccount = stage === 'connect' || stage === 'login' || fault.command === 'MAIL FROM';
  return { outcome: ourAccount ? 'misconfigured' : 'refused', reason, answer };
}
