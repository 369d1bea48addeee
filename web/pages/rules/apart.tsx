import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import type { Changes } from './changes.ts';
import type { Placed } from './place.ts';
import { RuleCard } from './rule-card.tsx';

type Props = {
  places: Placed[];
  changes: Changes;
  onOpen: (number: number) => void;
  onSwitch: ((number: number, enabled: boolean) => void) | undefined;
};

/** Rules that wait for something to happen rather than for a day. */
export function Apart({ places, ...shared }: Props) {
  const { t } = useTranslation('rules');
  return (
    <Card title={t('apart')}>
      <Stack gap="sm">
        {places.map((place) => (
          <RuleCard key={place.rule.number} place={place} {...shared} />
        ))}
      </Stack>
    </Card>
  );
}
