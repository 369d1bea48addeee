import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import type { Charge, Timeline } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { useReversal } from './charge-writes.ts';

type Restorations = Timeline['restorations'];

/** What was paid, each with its way back, and whether the lines were given back after it. */
export function Payments({ charge, restorations }: { charge: Charge; restorations: Restorations }) {
  const { t } = useTranslation('charges');
  const { date, localDate } = useWhen();
  const may = useMay();
  const reversal = useReversal(charge.id);
  if (charge.payments.length === 0) return null;
  return (
    <>
      <Title order={3} size="h5" mt="lg" mb={6}>
        {t('one.payments')}
      </Title>
      {charge.payments.map(({ paymentId, paidAt, paidAmountCents, settles }) => {
        const amount = money(paidAmountCents);
        const when = date(paidAt.length > 10 ? localDate(paidAt) : paidAt);
        return (
          <Group key={paymentId} justify="space-between">
            <div>
              <Text>{t(settles ? 'one.payment' : 'one.part', { amount, when })}</Text>
              <Restored restorations={restorations.filter((asked) => asked.paymentId === paymentId)} />
            </div>
            {may('payments:write') && (
              <ConfirmButton
                title={t('reverseForm.title', { amount })}
                says={t('reverseForm.says')}
                confirm={t('reverseForm.confirm', { amount })}
                mutation={reversal}
                act={(onSuccess) => reversal.mutate(paymentId, { onSuccess })}
                target={
                  <Button variant="subtle" size="compact-sm">
                    {t('one.reverse')}
                  </Button>
                }
              />
            )}
          </Group>
        );
      })}
    </>
  );
}

function Restored({ restorations }: { restorations: Restorations }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  return restorations.map(({ stepId, state, requestedAt, answeredAt }) => (
    <Text key={stepId} size="sm" c={state === 'done' || state === 'requested' ? 'dimmed' : 'var(--warn)'}>
      {t(`network.restored.${state}`, { when: moment(answeredAt ?? requestedAt) })}
    </Text>
  ));
}
