import { Button, Menu, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AudienceFilter, type CampaignClass, phonePermissions } from '../../../../domain/audience.ts';
import { useWhen } from '../../../format/when.ts';
import { Card } from '../../../parts/card.tsx';
import { IconPlus } from '../../../parts/icons.ts';
import { panelsQuery, segmentsQuery } from '../../../queries/audiences.ts';
import { unitsQuery } from '../../../queries/house.ts';
import { asks, begun, type FilterField, filterFields, without } from './audience-filter.ts';
import { FilterInput } from './filter-inputs.tsx';
import { FilterToken } from './filter-token.tsx';
import classes from './selection-card.module.css';
import { useFilterWords } from './use-filter-words.ts';

type Props = {
  title: string;
  filter: AudienceFilter;
  /** null: of a saved segment, which is customers: it has no permission of its own, and names no other segment. */
  campaignClass: CampaignClass | null;
  onChange: (filter: AudienceFilter) => void;
  /** Takes the whole selection out; the only one has none. */
  onRemove?: () => void;
};

/** One selection, written as a sentence whose phrases can be changed, added and taken out. */
export function SelectionCard({ title, filter, campaignClass, onChange, onRemove }: Props) {
  const { t } = useTranslation('campaigns');
  const { today } = useWhen();
  const words = useFilterWords();
  const [open, setOpen] = useState<FilterField | 'permission' | null>(null);
  const useful = useUsefulFields(campaignClass);
  const shown = filterFields.filter((field) => asks(filter, field) || field === open);
  const toggle = (field: FilterField | 'permission') => (opened: boolean) => setOpen(opened ? field : null);
  const add = (field: FilterField) => {
    onChange(begun(filter, field, today()));
    setOpen(field);
  };
  return (
    <Card
      title={title}
      aside={
        onRemove && (
          <Button variant="subtle" size="compact-sm" color="red" c="var(--mantine-color-error)" onClick={onRemove}>
            {t('filter.removeSelection')}
          </Button>
        )
      }
    >
      <div className={classes.sentence}>
        <span>{t('filter.customers')}</span>
        {shown.map((field) => (
          <FilterToken
            key={field}
            phrase={words.phrase(filter, field)}
            opened={open === field}
            onToggle={toggle(field)}
            onRemove={() => {
              setOpen(null);
              onChange(without(filter, field));
            }}
          >
            <FilterInput {...{ field, filter, onChange }} />
          </FilterToken>
        ))}
        {campaignClass !== null && (
          <FilterToken phrase={words.permission(filter)} opened={open === 'permission'} onToggle={toggle('permission')}>
            <Stack gap="xs">
              <SegmentedControl
                aria-label={t('filter.onPhones')}
                fullWidth
                disabled={campaignClass === 'marketing'}
                value={filter.permission}
                data={phonePermissions.map((value) => ({ value, label: t(`filter.permission.${value}`) }))}
                onChange={(permission) => onChange({ ...filter, permission })}
              />
              {t('filter.permissionSays')}
            </Stack>
          </FilterToken>
        )}
        <Menu position="bottom-start" shadow="md" width={230}>
          <Menu.Target>
            <Button variant="default" size="compact-md" leftSection={<IconPlus size={14} aria-hidden />}>
              {t('filter.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={360} className={classes.menu}>
            {filterFields
              .filter((field) => !asks(filter, field) && useful(field))
              .map((field) => (
                <Menu.Item key={field} onClick={() => add(field)}>
                  {t(`filter.name.${field}`)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </Card>
  );
}

/** What there is only one of, or none, is no question. */
function useUsefulFields(campaignClass: CampaignClass | null): (field: FilterField) => boolean {
  const units = useQuery(unitsQuery).data ?? [];
  const panels = useQuery(panelsQuery).data ?? [];
  const segments = useQuery(segmentsQuery).data ?? [];
  return (field) => {
    if (field === 'units') return units.length > 1;
    if (field === 'panels') return panels.length > 0;
    return field !== 'segments' || (segments.length > 0 && campaignClass !== null);
  };
}
