import { Button, Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search-params.ts';
import { IconPlus } from '../../parts/icons.ts';
import { shownKinds } from '../../queries/audiences.ts';
import { AudienceCount } from './audience/audience-count.tsx';
import { usualSelection } from './audience/audience-filter.ts';
import { PeopleDrawer } from './audience/people-drawer.tsx';
import { SelectionCard } from './audience/selection-card.tsx';
import type { StepProps } from './draft.ts';
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
  const show = (shown: string | undefined) => void navigate({ search: (old) => ({ ...old, ver: shown }), resetScroll: false });
  return (
    <div className={classes.columns}>
      <Stack gap="md">
        {audiences.map((filter, index) => (
          <SelectionCard
            // biome-ignore lint/suspicious/noArrayIndexKey: selections have no names; their place is what tells them apart
            key={index}
            title={audiences.length === 1 ? t('recipients.title') : t('recipients.nth', { number: index + 1 })}
            filter={filter}
            campaignClass={draft.class}
            onChange={(changed) => onChange({ audiences: audiences.with(index, changed) })}
            {...(audiences.length > 1 && { onRemove: () => onChange({ audiences: audiences.toSpliced(index, 1) }) })}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange({ audiences: [...audiences, usualSelection(draft.class)] })}
          >
            {t('recipients.add')}
          </Button>
        </Group>
      </Stack>
      <AudienceCount preview={preview} unit={unit} onShow={show} />
      <PeopleDrawer asked={asked} shown={oneOf(shownKinds, ver) ?? null} onClose={() => show(undefined)} />
    </div>
  );
}
