import { Drawer, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentsQuery } from '../../../queries/audiences.ts';
import { SegmentForm } from './segment-form.tsx';

/** The saved sets of customers that selections name: a new one, or one that is there. */
export function SegmentsDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const segments = useQuery(segmentsQuery).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const segment = segments.find(({ id }) => id === chosen);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('segments.title')}
      size="lg"
      // Escape is for the question of a selection that is open, and what was written stays.
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Stack>
        {segments.length > 0 && (
          <Select
            label={t('segments.known')}
            placeholder={t('segments.new')}
            searchable
            clearable
            value={segment?.id ?? null}
            data={segments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        )}
        <SegmentForm key={segment?.id ?? ''} {...(segment && { segment })} onDone={() => setChosen(null)} />
      </Stack>
    </Drawer>
  );
}
