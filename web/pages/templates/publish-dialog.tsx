import { Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Template, templateReachQuery } from '../../queries/templates.ts';
import { TemplateUse } from './template-use.tsx';

type Props = { template: Template; opened: boolean; onClose: () => void; onConfirm: () => void };

/** Says who speaks with the text from now on, and to how many, before it is in force. */
export function PublishDialog({ template, opened, onClose, onConfirm }: Props) {
  const { t } = useTranslation('templates');
  const { t: tCommon } = useTranslation('common');
  const reach = useQuery({ ...templateReachQuery(template.id), enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('publish.title', { version: template.version + 1 })}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Loaded query={reach} waiting={<WaitingLines lines={3} />}>
        {(found) => (
          <Stack>
            <Text>{t('publish.says')}</Text>
            <TemplateUse reach={found} />
            <DialogFoot pending={false} onCancel={onClose} onConfirm={onConfirm} focused>
              {found.openCharges === 0 ? t('publish.open') : t('publish.confirm', { count: found.openCharges })}
            </DialogFoot>
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}
