import { Button, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import type { Charge } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { useReversal } from './charge-writes.ts';

/** What was paid, each with its way back. */
export function Payments({ charge }: { charge: Charge }) {
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
            <Text>{t(settles ? 'one.payment' : 'one.part', { amount, when })}</Text>
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
