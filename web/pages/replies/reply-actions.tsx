import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import type { Reply } from '../../queries/replies.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { useReadMark } from './reply-writes.ts';

/** What can be done about a reply: write back, and note that it was read. */
export function ReplyActions({ reply }: { reply: Reply }) {
  const { t } = useTranslation('replies');
  const may = useMay();
  const mark = useReadMark(reply);
  const [opened, { open, close }] = useDisclosure(false);
  const of = { name: reply.customerName ?? phoneShown(reply.from) };
  return (
    <>
      <Group gap={6} wrap="nowrap">
        {may('messages:send') && /^\+\d+$/.test(reply.from) && (
          <Button variant="default" size="xs" onClick={open} aria-label={t('answering.of', of)}>
            {t('answering.open')}
          </Button>
        )}
        {may('replies:write') && reply.intent === 'other' && (
          <Button
            variant="default"
            size="xs"
            loading={mark.isPending}
            onClick={() => mark.mutate(reply.readAt === null)}
            aria-label={t(reply.readAt === null ? 'mark.readOf' : 'mark.unreadOf', of)}
          >
            {t(reply.readAt === null ? 'mark.read' : 'mark.unread')}
          </Button>
        )}
      </Group>
      {mark.error !== null && <ProblemNote error={mark.error} />}
      <AnswerDialog reply={reply} opened={opened} onClose={close} />
    </>
  );
}
