import { Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withAccentMode } from '../../../domain/accents.ts';
import { phoneToText } from '../../../domain/phone-to-text.ts';
import { countSegments } from '../../../domain/segments.ts';
import { answerOf, api } from '../../client/api.ts';
import { money } from '../../format/money.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Charge } from '../../queries/charges.ts';
import type { Customer } from '../../queries/customers.ts';

type Dialog = { customer: Customer; opened: boolean; onClose: () => void };

/** How to pay, once more: the Pix code, the digitable line or the link of a charge, to the customer's phone. */
export function SecondCopyDialog({ customer, charges, opened, onClose }: Dialog & { charges: Charge[] }) {
  const { t } = useTranslation('customers');
  const { t: tCommon } = useTranslation('common');
  const payable = charges.filter(({ pixCode, digitableLine, paymentUrl }) => pixCode ?? digitableLine ?? paymentUrl);
  return (
    <Modal opened={opened} onClose={onClose} title={t('copy.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      {payable.length === 0 ? <Text>{t('copy.nothing')}</Text> : <SecondCopyForm {...{ customer, onClose }} charges={payable} />}
    </Modal>
  );
}

function SecondCopyForm({ customer, charges, onClose }: { customer: Customer; charges: Charge[]; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { day, date } = useWhen();
  const [chargeId, setChargeId] = useState(charges[0]?.id ?? '');
  const charge = charges.find(({ id }) => id === chargeId) ?? charges[0];
  const ways = charge === undefined ? [] : waysToPay(charge);
  const [chosen, setChosen] = useState<string | null>(null);
  const way = ways.find(({ kind }) => kind === chosen) ?? ways[0];
  const text =
    charge === undefined || way === undefined
      ? ''
      : `${t(`copy.text.${way.kind}`, { amount: money(charge.amountCents).replace(/\s/g, ''), due: date(charge.dueDate) })} ${way.value}`;
  return (
    <SendForm customer={customer} text={text} onDone={onClose}>
      <Select
        label={t('copy.charge')}
        allowDeselect={false}
        value={chargeId}
        data={charges.map(({ id, amountCents, dueDate }) => ({ value: id, label: `${money(amountCents)} · ${day(dueDate)}` }))}
        onChange={(value) => setChargeId(value ?? chargeId)}
      />
      <Select
        label={t('copy.way')}
        allowDeselect={false}
        value={way?.kind ?? null}
        data={ways.map(({ kind }) => ({ value: kind, label: t(`copy.${kind}`) }))}
        onChange={setChosen}
      />
      <PhoneBubble text={text} segments={countSegments(text).segments} />
    </SendForm>
  );
}

function waysToPay({ pixCode, digitableLine, paymentUrl }: Charge) {
  return [
    ...(pixCode === null ? [] : [{ kind: 'pix' as const, value: pixCode }]),
    ...(digitableLine === null ? [] : [{ kind: 'line' as const, value: digitableLine }]),
    ...(paymentUrl === null ? [] : [{ kind: 'link' as const, value: paymentUrl }]),
  ];
}

/** One text to this customer, now. */
export function TextDialog({ customer, opened, onClose }: Dialog) {
  const { t } = useTranslation('customers');
  const { t: tCommon } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const shown = withAccentMode(typed, 'smart', []);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('text.title', { name: customer.name })}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <SendForm
        customer={customer}
        text={typed}
        onDone={() => {
          setTyped('');
          onClose();
        }}
      >
        <Textarea
          label={t('text.label')}
          autosize
          minRows={3}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        {typed !== '' && <PhoneBubble text={shown} segments={countSegments(shown).segments} />}
      </SendForm>
    </Modal>
  );
}

type SendProps = { customer: Customer; text: string; onDone: () => void; children: ReactNode };

/** Sends the text, by a button that names the phone it goes to. */
function SendForm({ customer: { id: customerId, phones }, text, onDone, children }: SendProps) {
  const { t } = useTranslation('customers');
  const to = phoneToText(phones);
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () => answerOf(api.v1.messages.$post({ json: { customerId, text: text.trim() } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['messages'] });
      done(t('text.done'));
      onDone();
    },
  });
  const { at, others } = useFieldProblems(send.error, ['text']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        {children}
        {at('text') !== null && <Text c="var(--mantine-color-error)">{at('text')}</Text>}
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={send.isPending} onCancel={onDone} disabled={text.trim() === ''}>
          {t('text.confirm', { phone: phoneShown(to?.normalized ?? to?.number ?? '') })}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
