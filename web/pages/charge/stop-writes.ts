import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';

type Scope = { chargeId: string } | { customerId: string };
export type NewHold = { scope: Scope; kind: 'promise' | 'contested' | 'outage' | 'other'; until: string | null; reason: string };
export type NewExemption = { scope: Scope; from: 'chasing' | 'blocking'; until: string | null; reason: string };

/** Stops the steps of a charge or customer. */
export function useHold() {
  const { t } = useTranslation('charges');
  return useStop(t('stops.held'), (hold: NewHold) => answerOf(api.v1.holds.$post({ json: hold })));
}

/** Whom a hold of many is for, as the words of a ladder's class name them. */
export type HoldOfMany = {
  filter: Extract<Parameters<typeof api.v1.holds.$post>[0]['json']['scope'], { filter: unknown }>['filter'];
  kind: 'outage' | 'other';
  until: string | null;
  reason: string;
  releaseOverHours: number | null;
};

/** Stops the steps of everybody whom a filter names, and says how many open charges that is now. */
export function useHoldOfMany() {
  const { t } = useTranslation('charges');
  return useStop(
    ({ openCharges }) => t('holds.done', { count: openCharges }),
    ({ filter, ...hold }: HoldOfMany) => answerOf(api.v1.holds.$post({ json: { scope: { filter }, ...hold } })),
  );
}

export function useEndOfHold() {
  const { t } = useTranslation('charges');
  return useStop(t('stops.holdEnded'), (id: string) => answerOf(api.v1.holds[':id'].$delete({ param: { id } })));
}

/** Takes a charge or customer out of chasing, or of blocking. */
export function useExemption() {
  const { t } = useTranslation('charges');
  return useStop(t('stops.exempted'), (exemption: NewExemption) => answerOf(api.v1.exemptions.$post({ json: exemption })));
}

export function useEndOfExemption() {
  const { t } = useTranslation('charges');
  return useStop(t('stops.exemptionEnded'), (id: string) => answerOf(api.v1.exemptions[':id'].$delete({ param: { id } })));
}

/** A stop changes what every page shows of charges: all of it is asked anew. */
function useStop<Variables, Answer>(said: string | ((answer: Answer) => string), write: (variables: Variables) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (answer) => {
      await Promise.all(
        ['charge', 'charges', 'customer', 'exemptions', 'holds'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
      done(typeof said === 'string' ? said : said(answer));
    },
  });
}
