import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseReais } from '../../../domain/money.ts';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Charge } from '../../queries/charges.ts';
import { usePayment } from './charge-writes.ts';

/** Records that the customer paid, with what that does to the ladder said beside it. */
export function PaymentButton({ charge }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  const [open, { open: show, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={show}>
        {t('one.pay')}
      </Button>
      <Modal opened={open} onClose={close} title={t('payForm.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
        <PaymentForm charge={charge} onDone={close} />
      </Modal>
    </>
  );
}

function PaymentForm({ charge, onDone }: { charge: Charge; onDone: () => void }) {
  const { t } = useTranslation('charges');
  const { today } = useWhen();
  const [paidAt, setPaidAt] = useState(today());
  const [typed, setTyped] = useState((charge.amountCents / 100).toFixed(2).replace('.', ','));
  const [settles, setSettles] = useState(true);
  const payment = usePayment(charge.id);
  const amount = parseReais(typed);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (amount.ok) payment.mutate({ paidAt, paidAmountCents: amount.cents, settles }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <TextInput
          type="date"
          required
          label={t('payForm.date')}
          value={paidAt}
          onChange={(event) => setPaidAt(event.currentTarget.value)}
        />
        <TextInput
          required
          inputMode="decimal"
          label={t('payForm.amount')}
          description={t('payForm.amountHint')}
          error={amount.ok ? null : t('payForm.amountWrong')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox label={t('payForm.settles')} checked={settles} onChange={(event) => setSettles(event.currentTarget.checked)} />
        <Text c="dimmed">{t(settles ? 'payForm.says' : 'payForm.saysPart')}</Text>
        {payment.error !== null && <ProblemNote error={payment.error} kept />}
        <DialogFoot pending={payment.isPending} onCancel={onDone} disabled={!amount.ok || paidAt === ''}>
          {t('payForm.confirm', { amount: amount.ok ? money(amount.cents) : '' })}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
