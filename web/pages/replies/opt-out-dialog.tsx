import { Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOutScope } from '../../../domain/opt-outs.ts';
import { answerOf, api } from '../../client/api.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';

export const scopesInOrder = ['marketing', 'all', 'wrong-person'] as const satisfies OptOutScope[];

/** Somebody asked an attendant not to be texted. */
export function OptOutDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('replies');
  const { t: tCommon } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={t('optOuts.addTitle')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <OptOutForm onDone={onClose} />
    </Modal>
  );
}

function OptOutForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('replies');
  const queryClient = useQueryClient();
  const [phone, setPhone] = useState('');
  const [scope, setScope] = useState<OptOutScope>('marketing');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.v1['opt-outs'][':phone'].$put({
          param: { phone: phone.trim() },
          json: { scope, reason: reason.trim() || null, source: 'console' },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['opt-outs'] });
      done(t('optOuts.saved'));
      onDone();
    },
  });
  const { at, others } = useFieldProblems(save.error, ['phone', 'reason']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          type="tel"
          label={t('optOuts.phone')}
          description={t('optOuts.phoneHint')}
          placeholder="(67) 99999-1234"
          error={at('phone')}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          data-autofocus
        />
        <Radio.Group
          label={t('optOuts.scope')}
          value={scope}
          onChange={(value) => setScope(scopesInOrder.find((each) => each === value) ?? scope)}
        >
          <Stack gap="xs" mt={6}>
            {scopesInOrder.map((each) => (
              <Radio key={each} value={each} label={t(`optOuts.scopes.${each}`)} description={t(`optOuts.scopeMeans.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('optOuts.reason')}
          error={at('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={save.isPending} onCancel={onDone}>
          {t('optOuts.save')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
