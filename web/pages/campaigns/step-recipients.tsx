import { Button, Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search-params.ts';
import { IconFileText, IconPlus, IconUsers } from '../../parts/icons.ts';
import { shownKinds } from '../../queries/audiences.ts';
import { AudienceCount } from './audience/audience-count.tsx';
import { usualSelection } from './audience/audience-filter.ts';
import { PeopleDrawer } from './audience/people-drawer.tsx';
import { SelectionCard } from './audience/selection-card.tsx';
import { type StepProps, withList } from './draft.ts';
import { ListCard } from './lists/list-card.tsx';
import { ListDrawer } from './lists/list-drawer.tsx';
import { SegmentsDrawer } from './segments/segments-drawer.tsx';
import classes from './step-text.module.css';
import { useAudiencePreview } from './use-audience-preview.ts';

const route = getRouteApi('/campanhas/$campaignId');

/** Who gets it: selections as sentences, and how many they come to as they are changed. */
export function StepRecipients({ draft, onChange }: StepProps) {
  const { t } = useTranslation('campaigns');
  const { ver } = route.useSearch();
  const navigate = route.useNavigate();
  const { asked, preview, unit } = useAudiencePreview(draft);
  const { audiences } = draft;
  const [choosing, setChoosing] = useState(false);
  const [naming, setNaming] = useState(false);
  const remove = (index: number) => {
    const others = audiences.toSpliced(index, 1);
    onChange({ audiences: others.length === 0 ? [usualSelection(draft.class)] : others });
  };
  const show = (shown: string | undefined) => void navigate({ search: (old) => ({ ...old, ver: shown }), resetScroll: false });
  return (
    <div className={classes.columns}>
      <Stack gap="md">
        {audiences.map((filter, index) => {
          const common = {
            title: audiences.length === 1 ? t('recipients.title') : t('recipients.nth', { number: index + 1 }),
            campaignClass: draft.class,
          };
          // biome-ignore-start lint/suspicious/noArrayIndexKey: selections have no names; their place is what tells them apart
          if (filter.list !== null) return <ListCard {...common} key={index} listId={filter.list} onRemove={() => remove(index)} />;
          return (
            <SelectionCard
              {...common}
              key={index}
              filter={filter}
              onChange={(changed) => onChange({ audiences: audiences.with(index, changed) })}
              {...(audiences.length > 1 && { onRemove: () => remove(index) })}
            />
          );
          // biome-ignore-end lint/suspicious/noArrayIndexKey: the same
        })}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange({ audiences: [...audiences, usualSelection(draft.class)] })}
          >
            {t('recipients.add')}
          </Button>
          <Button variant="default" leftSection={<IconFileText size={16} aria-hidden />} onClick={() => setChoosing(true)}>
            {t('lists.use')}
          </Button>
          <Button variant="default" leftSection={<IconUsers size={16} aria-hidden />} onClick={() => setNaming(true)}>
            {t('segments.manage')}
          </Button>
        </Group>
      </Stack>
      <AudienceCount preview={preview} unit={unit} onShow={show} />
      <ListDrawer
        opened={choosing}
        onClose={() => setChoosing(false)}
        onChoose={({ id }) => {
          onChange({ audiences: withList(draft, id) });
          setChoosing(false);
        }}
      />
      <SegmentsDrawer opened={naming} onClose={() => setNaming(false)} />
      <PeopleDrawer asked={asked} shown={oneOf(shownKinds, ver) ?? null} onClose={() => show(undefined)} />
    </div>
  );
}
