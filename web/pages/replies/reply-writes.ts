import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import type { Reply } from '../../queries/replies.ts';

type Asked = Pick<Reply, 'id' | 'from' | 'customerId' | 'readAt'>;

const mark = (id: string, read: boolean) => {
  const given = { param: { id } };
  return answerOf(read ? api.v1.replies[':id'].read.$put(given) : api.v1.replies[':id'].read.$delete(given));
};

/** Notes a reply as read, or has it wait again. */
export function useReadMark({ id }: Asked) {
  const { t } = useTranslation('replies');
  const forget = useForget();
  return useMutation({
    mutationFn: (read: boolean) => mark(id, read),
    onSuccess: async (_reply, read) => {
      await forget();
      done(t(read ? 'marked.read' : 'marked.unread'));
    },
  });
}

/** Writes to the phone that answered; what is answered was read. */
export function useAnswer({ id, from, customerId, readAt }: Asked) {
  const { t } = useTranslation('replies');
  const forget = useForget();
  return useMutation({
    mutationFn: async (text: string) => {
      await answerOf(api.v1.messages.$post({ json: { phone: from, text: text.trim(), ...(customerId !== null && { customerId }) } }));
      if (readAt === null) await mark(id, true);
    },
    onSuccess: async () => {
      await forget();
      done(t('answering.done'));
    },
  });
}

function useForget() {
  const queryClient = useQueryClient();
  return () => Promise.all(['replies', 'today', 'messages'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
