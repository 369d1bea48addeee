import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withAccentMode } from '../../../domain/accents.ts';
import { countSegments } from '../../../domain/segments.ts';
import { phoneShown } from '../../format/phone.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Reply } from '../../queries/replies.ts';
import { useAnswer } from './reply-writes.ts';

type Props = { reply: Reply; opened: boolean; onClose: () => void };

/** One text back to the phone that answered. */
export function AnswerDialog({ reply, opened, onClose }: Props) {
  const { t } = useTranslation('replies');
  const { t: tCommon } = useTranslation('common');
  const name = reply.customerName ?? phoneShown(reply.from);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('answering.title', { name })}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <AnswerForm reply={reply} onDone={onClose} />
    </Modal>
  );
}

function AnswerForm({ reply, onDone }: { reply: Reply; onDone: () => void }) {
  const { t } = useTranslation('replies');
  const [typed, setTyped] = useState('');
  const shown = withAccentMode(typed, 'smart', []);
  const send = useAnswer(reply);
  const { at, others } = useFieldProblems(send.error, ['text']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(typed, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('answering.said', { text: reply.text })}</Text>
        <Textarea
          label={t('answering.text')}
          autosize
          minRows={3}
          value={typed}
          error={at('text')}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        {typed !== '' && <PhoneBubble text={shown} segments={countSegments(shown).segments} />}
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={send.isPending} onCancel={onDone} disabled={typed.trim() === ''}>
          {t('answering.send', { phone: phoneShown(reply.from) })}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
