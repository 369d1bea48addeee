import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import type { Charge } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { useRemoval, useRestoration } from './charge-writes.ts';
import { PaymentButton } from './payment-button.tsx';

/** What a person can do about a charge. */
export function ChargeActions({ charge }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const may = useMay();
  const removal = useRemoval(charge.id);
  const restoration = useRestoration(charge.id);
  return (
    <>
      <Button renderRoot={(props) => <Link {...props} to="/mensagens" search={{ cobranca: charge.id }} />} variant="default">
        {t('one.messages')}
      </Button>
      {charge.status === 'removed' && may('charges:write') && (
        <Button variant="default" loading={restoration.isPending} onClick={() => restoration.mutate(undefined)}>
          {t('one.restore')}
        </Button>
      )}
      {charge.status === 'open' && (
        <>
          {may('charges:write') && (
            <ConfirmButton
              target={<Button variant="default">{t('one.remove')}</Button>}
              title={t('removeForm.title')}
              says={t('removeForm.says')}
              confirm={t('removeForm.confirm')}
              mutation={removal}
              act={(onSuccess) => removal.mutate(undefined, { onSuccess })}
              dangerous
            />
          )}
          {may('payments:write') && <PaymentButton charge={charge} />}
        </>
      )}
    </>
  );
}
