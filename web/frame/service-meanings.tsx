import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './service-pill.module.css';
import { type ServiceState, serviceStates } from './service-state.ts';

const meanings = { on: 'onMeans', paused: 'pausedMeans', shadow: 'shadowMeans', off: 'offMeans' } as const;

/** What each state of the service means, the one it is in marked. */
export function ServiceMeanings({ state }: { state: ServiceState }) {
  const { t } = useTranslation('frame');
  return serviceStates.map((each) => (
    <Group key={each} gap="sm" wrap="nowrap" align="center" aria-current={each === state || undefined}>
      <span className={classes.pill} data-state={each} data-small>
        {t(`service.${each}`)}
      </span>
      <Text size="sm" fw={each === state ? 600 : 400}>
        {t(`service.${meanings[each]}`)}
      </Text>
    </Group>
  ));
}
