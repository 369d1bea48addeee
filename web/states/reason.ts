import { useTranslation } from 'react-i18next';
import { holdKinds } from '../../domain/states.ts';
import { reasonIn } from '../../domain/words/reason.ts';

/** Why something did not happen, in words; a reason that has none yet is shown as it is. */
export function useReason(reason: string | null): string | null {
  const { t } = useTranslation('states');
  if (reason === null) return null;
  const kind = holdKinds.find((each) => reason === `hold:${each}`);
  if (kind !== undefined) return t(`hold.${kind}`);
  const known = reasonIn(reason);
  return known === null ? reason : t(`reason.${known.code}`, { argument: known.argument });
}
