import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ZoneProvider } from '../../format/zone.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { todayQuery } from '../../queries/reports.ts';
import { EmptyHouse } from '../first-steps/empty-house.tsx';
import { TodayView } from './today-view.tsx';

/** What goes out today, and what needs a person. */
export function TodayPage() {
  const { t: tFrame } = useTranslation('frame');
  const today = useQuery(todayQuery);
  const units = useQuery(unitsQuery).data;
  if (units?.length === 0) return <EmptyHouse name={tFrame('pages.today')} />;
  return (
    <Loaded query={today} waiting={<Waiting />}>
      {(found) => (
        <ZoneProvider zone={found.timeZone}>
          <TodayView today={found} />
        </ZoneProvider>
      )}
    </Loaded>
  );
}

function Waiting() {
  return (
    <Stack aria-hidden>
      <Skeleton height={30} maw={720} />
      <Skeleton height={18} maw={420} mb="md" />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Skeleton height={300} radius="lg" />
        <Skeleton height={300} radius="lg" />
      </SimpleGrid>
    </Stack>
  );
}
