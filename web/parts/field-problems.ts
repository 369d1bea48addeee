import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../client/problem.ts';

/**
 * What the API refused, sorted to the fields of a form: `at` gives the words to stand beside a field, `others` the problem as a whole
 * when some of it belongs to none of them.
 */
export function useFieldProblems(error: Error | null, fields: readonly string[]) {
  const { t } = useTranslation('common');
  const refused = error instanceof ApiProblem ? error.fields : [];
  const at = (field: string): string | null => {
    const found = refused.find(({ path }) => path === field);
    return found === undefined ? null : `${found.message}; ${t('problem.expectedAtField', { expected: found.expected })}`;
  };
  const allShown = refused.length > 0 && refused.every(({ path }) => fields.includes(path));
  return { at, others: allShown ? null : error };
}
