import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useMay } from '../../queries/me.ts';
import { type Message, messagesQuery } from '../../queries/messages.ts';
import { rowsOf } from '../../queries/pages.ts';

/** What became of the newest notice that left, in a sentence; null where none has. */
export function useLastContact(customerId: string): string | null {
  const { t } = useTranslation('customers');
  const { moment } = useWhen();
  const may = useMay();
  const { data } = useInfiniteQuery({ ...messagesQuery({ customerId }), enabled: may('messages:read') });
  const notices = data === undefined ? [] : rowsOf(data).filter(({ kind, sentAt }) => kind === 'notice' && sentAt !== null);
  const last = notices.toSorted((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? 1 : -1))[0];
  if (last === undefined) return null;
  const { state, sentAt, deliveredAt } = last;
  return t(`sentence.contact.${outcomeOf(state)}`, { when: moment((state === 'delivered' ? deliveredAt : null) ?? sentAt ?? '') });
}

function outcomeOf(state: Message['state']): 'delivered' | 'undelivered' | 'unconfirmed' {
  if (state === 'delivered') return 'delivered';
  return state === 'undelivered' || state === 'refused' ? 'undelivered' : 'unconfirmed';
}
