import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FilteredList, SavedQuery } from '../../domain/saved-filters.ts';
import { IconBookmark, IconCheck, IconChevronDown } from '../parts/icons.ts';
import { useMay } from '../queries/me.ts';
import { type SavedFilter, savedFiltersQuery } from '../queries/saved-filters.ts';
import { KnownFilters } from './known-filters.tsx';
import { NewFilterDialog } from './new-filter-dialog.tsx';
import { isShown } from './period.ts';
import classes from './saved-filters.module.css';

/** `query`: what the page shows, as its list takes it. `onPick` shows another one in its place. */
type Props = { list: FilteredList; query: SavedQuery; onPick: (query: SavedQuery) => void };

/** The filters of a list that a person keeps by name, and those of the house: one click shows what each asks. */
export function SavedFilters({ list, query, onPick }: Props) {
  const { t } = useTranslation('savedFilters');
  const may = useMay();
  const { data: filters = [], error, refetch } = useQuery(savedFiltersQuery(list));
  const [naming, name] = useDisclosure(false);
  const [arranging, arrange] = useDisclosure(false);
  const shown = filters.find((filter) => isShown(filter.query, query));
  const changeable = filters.filter(({ mine }) => mine || may('settings:write'));
  return (
    <>
      <Menu position="bottom-start" width={280} shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            className={classes.button}
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={shown === undefined ? t('open') : t('openShown', { name: shown.name })}
          >
            {shown?.name ?? t('open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.list}>
          <Choices label={t('mine')} filters={filters.filter(({ mine }) => mine)} shown={shown} onPick={onPick} />
          <Choices label={t('house')} filters={filters.filter(({ mine }) => !mine)} shown={shown} onPick={onPick} />
          {filters.length > 0 && <Menu.Divider />}
          {error !== null && (
            <Menu.Item closeMenuOnClick={false} onClick={() => void refetch()}>
              {t('notRead')}
            </Menu.Item>
          )}
          <Menu.Item onClick={name.open} disabled={Object.keys(query).length === 0}>
            {t('save')}
          </Menu.Item>
          {changeable.length > 0 && <Menu.Item onClick={arrange.open}>{t('arrange')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <NewFilterDialog list={list} query={query} opened={naming} onClose={name.close} />
      <KnownFilters filters={changeable} opened={arranging} onClose={arrange.close} />
    </>
  );
}

function Choices({
  label,
  filters,
  shown,
  onPick,
}: {
  label: string;
  filters: SavedFilter[];
  shown: SavedFilter | undefined;
  onPick: Props['onPick'];
}) {
  if (filters.length === 0) return null;
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {filters.map(({ id, name, query }) => (
        <Menu.Item
          key={id}
          onClick={() => onPick(query)}
          aria-current={id === shown?.id || undefined}
          rightSection={id === shown?.id && <IconCheck size={16} aria-hidden />}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}
