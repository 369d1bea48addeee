import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../format/phone.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { messageQuery } from '../../queries/messages.ts';
import { MessageLife } from './message-life.tsx';

/** The life of one message beside the list; null closes it. */
export function MessageDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('messages');
  const { t: tCommon } = useTranslation('common');
  const query = useQuery({ ...messageQuery(id ?? ''), enabled: id !== null });
  const title = query.data === undefined ? t('columns.text') : t('life.title', { to: phoneShown(query.data.to) });
  return (
    <Drawer opened={id !== null} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <Loaded query={query}>{(message) => <MessageLife message={message} />}</Loaded>
    </Drawer>
  );
}
