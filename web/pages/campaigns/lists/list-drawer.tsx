import { Drawer, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecipientList } from '../../../queries/lists.ts';
import { KnownLists } from './known-lists.tsx';
import { ListUploadForm } from './list-upload-form.tsx';

type Props = { opened: boolean; onClose: () => void; onChoose: (list: RecipientList) => void };

/** A list of phones for a campaign: one that is there, or one out of a file. */
export function ListDrawer({ opened, onClose, onChoose }: Props) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('lists.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Stack>
        <KnownLists onChoose={onChoose} />
        <ListUploadForm onKept={onChoose} />
      </Stack>
    </Drawer>
  );
}
