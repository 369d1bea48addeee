import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { changeIn, useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import type { RuleSet } from '../../queries/rules.ts';

export type RuleSetFields = Pick<RuleSet, 'name' | 'appliesTo' | 'rules'>;

/**
 * Saves the draft, unless somebody else changed the ladder after `readAt`; rules go in the order of their numbers, which is also how the
 * API names them in a refusal.
 */
export function useDraft(id: string, readAt: string | null) {
  const { t } = useTranslation('rules');
  const edit = useUnchangedSince(readAt);
  return useRuleSetWrite(t('saved'), ({ name, appliesTo, rules }: RuleSetFields) =>
    edit((query) => answerOf(api.v1['rule-sets'][':id'].$put({ param: { id }, query, json: { name, appliesTo, rules: inOrder(rules) } }))),
  );
}

/** Puts the draft as it is seen into force, in some units first where some are named; `onSurvey` hears which survey tells the charges. */
export function usePublication({ id, savedAt }: RuleSet, onSurvey: (surveyId: string) => void) {
  const { t } = useTranslation('rules');
  const edit = useUnchangedSince(savedAt);
  return useRuleSetWrite(
    t('publish.done'),
    (units: string[] | null) =>
      edit((query) => answerOf(api.v1['rule-sets'][':id'].publish.$post({ param: { id }, query, json: units === null ? {} : { units } }))),
    ({ surveyId }) => onSurvey(surveyId),
  );
}

/** Takes back what is in force in some units only. */
export function useUnstaging(id: string, onSurvey: (surveyId: string) => void) {
  const { t } = useTranslation('rules');
  return useRuleSetWrite(
    t('staged.takenBack'),
    (_: undefined) => answerOf(api.v1['rule-sets'][':id'].staging.$delete({ param: { id } })),
    ({ surveyId }) => onSurvey(surveyId),
  );
}

/** Makes the draft of an older version, in the place of the one that is seen. */
export function useRevert({ id, savedAt }: RuleSet) {
  const { t } = useTranslation('rules');
  const edit = useUnchangedSince(savedAt);
  return useRuleSetWrite(t('versions.reverted'), (version: number) =>
    edit((query) => answerOf(api.v1['rule-sets'][':id'].revert.$post({ param: { id }, query, json: { version } }))),
  );
}

export function useSimulation(id: string) {
  return useMutation({ mutationFn: () => answerOf(api.v1['rule-sets'][':id'].simulate.$post({ param: { id }, json: {} })) });
}

export function inOrder(rules: RuleSet['rules']): RuleSet['rules'] {
  return rules.toSorted((a, b) => a.number - b.number);
}

/** `after` comes before the ladder is read anew: what asked may be gone by then. It is read anew, too, when somebody else changed it. */
function useRuleSetWrite<Variables, Answer>(
  said: string,
  write: (variables: Variables) => Promise<Answer>,
  after: (answer: Answer) => void = () => {},
) {
  const queryClient = useQueryClient();
  const readAnew = () => Promise.all(['rule-sets', 'rule-set'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  return useMutation({
    mutationFn: write,
    onSuccess: async (answer) => {
      after(answer);
      await readAnew();
      done(said);
    },
    onError: async (error) => {
      if (changeIn(error) !== null) await readAnew();
    },
  });
}
