import { useTranslation } from 'react-i18next';
import { reasonIn } from '../../domain/words/reason.ts';

/** Why something did not happen, in words; a reason that has none yet is shown as it is. */
export function useReason(reason: string | null): string | null {
  const { t } = useTranslation('states');
  if (reason === null) return null;
  const known = reasonIn(reason);
  return known === null ? reason : t(`reason.${known.code}`, { argument: known.argument });
}
