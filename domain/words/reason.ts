import { states } from './pt-BR/states.ts';

type KnownReason = keyof typeof states.reason;

/** Why something did not happen, as a code that has words, and what these name: `missing-value:CLI_NAME`. Null: it is said as it is. */
export function reasonIn(reason: string): { code: KnownReason; argument: string } | null {
  const [code = '', argument = ''] = reason.split(':');
  return isKnown(code) ? { code, argument } : null;
}

function isKnown(code: string): code is KnownReason {
  return Object.hasOwn(states.reason, code);
}
