import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import type { RuleSet } from '../../queries/rules.ts';

export type RuleSetFields = Pick<RuleSet, 'name' | 'appliesTo' | 'rules'>;

/** Saves the draft; rules go in the order of their numbers, which is also how the API names them in a refusal. */
export function useDraft(id: string) {
  const { t } = useTranslation('rules');
  return useRuleSetWrite(t('saved'), ({ name, appliesTo, rules }: RuleSetFields) =>
    answerOf(api.v1['rule-sets'][':id'].$put({ param: { id }, json: { name, appliesTo, rules: inOrder(rules) } })),
  );
}

/** Puts the draft into force, in some units first where some are named; `onSurvey` hears which survey tells the charges. */
export function usePublication(id: string, onSurvey: (surveyId: string) => void) {
  const { t } = useTranslation('rules');
  return useRuleSetWrite(
    t('publish.done'),
    (units: string[] | null) =>
      answerOf(api.v1['rule-sets'][':id'].publish.$post({ param: { id }, json: units === null ? {} : { units } })),
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

/** Makes the draft of an older version. */
export function useRevert(id: string) {
  const { t } = useTranslation('rules');
  return useRuleSetWrite(t('versions.reverted'), (version: number) =>
    answerOf(api.v1['rule-sets'][':id'].revert.$post({ param: { id }, json: { version } })),
  );
}

export function useSimulation(id: string) {
  return useMutation({ mutationFn: () => answerOf(api.v1['rule-sets'][':id'].simulate.$post({ param: { id }, json: {} })) });
}

export function inOrder(rules: RuleSet['rules']): RuleSet['rules'] {
  return rules.toSorted((a, b) => a.number - b.number);
}

/** `after` comes before the ladder is read anew: what asked may be gone by then. */
function useRuleSetWrite<Variables, Answer>(
  said: string,
  write: (variables: Variables) => Promise<Answer>,
  after: (answer: Answer) => void = () => {},
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (answer) => {
      after(answer);
      await Promise.all(['rule-sets', 'rule-set'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      done(said);
    },
  });
}
