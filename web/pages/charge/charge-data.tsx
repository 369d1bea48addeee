import { CopyButton, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import type { Charge, Timeline } from '../../queries/charges.ts';
import { ChargeStatusMark } from '../../states/charge-status.tsx';
import { Payments } from './payments.tsx';

/** What the billing system said of the charge, and what was paid. */
export function ChargeData({ charge, restorations }: { charge: Charge; restorations: Timeline['restorations'] }) {
  const { t } = useTranslation('charges');
  const { t: tState } = useTranslation('states');
  const { day, moment } = useWhen();
  const { amountCents, discountedAmountCents, discountUntil, currentAmountCents, issuedAt, dueDate, effectiveDueDate, paymentUrl } = charge;
  return (
    <Card title={t('one.data')} aside={<ChargeStatusMark charge={charge} />}>
      <Facts
        facts={[
          { label: t('one.fields.type'), value: tState(`chargeType.${charge.type}`) },
          { label: t('one.fields.document'), value: charge.documentNumber },
          { label: t('one.fields.amount'), value: money(amountCents) },
          { label: t('one.fields.discounted'), value: discountedAmountCents !== null && money(discountedAmountCents) },
          { label: t('one.fields.discountUntil'), value: discountUntil !== null && day(discountUntil) },
          { label: t('one.fields.current'), value: currentAmountCents !== null && money(currentAmountCents) },
          { label: t('one.fields.issued'), value: issuedAt !== null && day(issuedAt) },
          { label: t('one.fields.due'), value: day(dueDate) },
          { label: t('one.fields.effective'), value: effectiveDueDate !== dueDate && day(effectiveDueDate) },
          { label: t('one.fields.pix'), value: charge.pixCode !== null && <Copied value={charge.pixCode} /> },
          { label: t('one.fields.line'), value: charge.digitableLine !== null && <Copied value={charge.digitableLine} /> },
          { label: t('one.fields.link'), value: paymentUrl !== null && <Copied value={paymentUrl} /> },
          { label: t('one.fields.updated'), value: moment(charge.updatedAt) },
        ]}
      />
      <Payments charge={charge} restorations={restorations} />
    </Card>
  );
}

/** A long code in short, copied whole by a click. */
function Copied({ value }: { value: string }) {
  const { t } = useTranslation('common');
  const short = value.length > 26 ? `${value.slice(0, 22)}…` : value;
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <UnstyledButton onClick={copy} c="var(--mantine-color-anchor)" title={t('actions.copy')}>
          {copied ? t('actions.copied') : short}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
