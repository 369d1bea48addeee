import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProofChannel } from '../../../domain/states.ts';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import type { Charge } from '../../queries/charges.ts';

/** The number of the rule that warns of blocking; what follows counts from its proof. */
const blockWarning = 10;

export type Payment = { paidAt: string; paidAmountCents: number; settles: boolean };

/** Records a payment by hand. */
export function usePayment(chargeId: string) {
  const { t } = useTranslation('charges');
  return useChargeWrite(t('payForm.done'), (payment: Payment) =>
    answerOf(api.v1.charges[':id'].payment.$post({ param: { id: chargeId }, json: payment })),
  );
}

/** Takes a payment back; the ladder goes on from now. */
export function useReversal(chargeId: string) {
  const { t } = useTranslation('charges');
  return useChargeWrite(t('reverseForm.done'), (paymentId: string) =>
    answerOf(api.v1.charges[':id'].payment[':paymentId'].$delete({ param: { id: chargeId, paymentId } })),
  );
}

/** Takes the charge out of the ladder, or puts it back. */
export function useRemoval(chargeId: string) {
  const { t } = useTranslation('charges');
  return useChargeWrite(t('removeForm.done'), (_: undefined) => answerOf(api.v1.charges[':id'].removal.$post({ param: { id: chargeId } })));
}

export function useRestoration(chargeId: string) {
  const { t } = useTranslation('charges');
  return useChargeWrite(t('removeForm.restored'), (_: undefined) =>
    answerOf(api.v1.charges[':id'].removal.$delete({ param: { id: chargeId } })),
  );
}

export type Proof = { channel: ProofChannel; at: string; evidence: string | null };

/** Records that the customer was warned of blocking otherwise than by our text. */
export function useProof(chargeId: string) {
  const { t } = useTranslation('charges');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (proof: Proof) =>
      answerOf(api.v1.charges[':id'].proofs.$post({ param: { id: chargeId }, json: { number: blockWarning, ...proof } })),
    onSuccess: async () => {
      await Promise.all(['charge', 'charges', 'alerts'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      done(t('proof.done'));
    },
  });
}

/** A write of a charge: afterwards the page shows the charge as the API answered it, and its steps anew. */
function useChargeWrite<Variables>(said: string, write: (variables: Variables) => Promise<Charge>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (charge) => {
      queryClient.setQueryData(['charge', charge.id], charge);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['charge', charge.id] }),
        queryClient.invalidateQueries({ queryKey: ['charges'] }),
      ]);
      done(said);
    },
  });
}
