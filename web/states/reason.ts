import { useTranslation } from 'react-i18next';
import { states } from '../words/pt-BR/states.ts';

type KnownReason = keyof typeof states.reason;

/** Why something did not happen, in words; a reason that has none yet is shown as it is. `missing-value:CLI_NAME` names what is missing. */
export function useReason(reason: string | null): string | null {
  const { t } = useTranslation('states');
  if (reason === null) return null;
  const [code = '', argument = ''] = reason.split(':');
  return isKnown(code) ? t(`reason.${code}`, { argument }) : reason;
}

function isKnown(code: string): code is KnownReason {
  return Object.hasOwn(states.reason, code);
}
