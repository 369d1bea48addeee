import { List, Popover, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import type { TimelineStep } from '../../queries/charges.ts';
import { awaitedBy } from '../../states/look.ts';
import classes from './why.module.css';

/** A small "por quê?" that explains the hour of a step. */
export function Why({ step }: { step: TimelineStep }) {
  const { t } = useTranslation('common');
  return (
    <Popover width={320} position="bottom-start" shadow="md" withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.why}>{t('why')}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <WhyWords step={step} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** From the moment the rule names to the moment it leaves, one reason a line. */
export function WhyWords({ step }: { step: TimelineStep }) {
  const { t } = useTranslation('charges');
  const { plannedFor, moved } = step;
  const awaited = awaitedBy(step);
  const { moment, zone } = useWhen();
  return (
    <>
      {awaited !== null && (
        <Text size="sm" mb={4}>
          {t(`step.lacks.${awaited}`)}
        </Text>
      )}
      <List size="sm" spacing={4}>
        <List.Item>{t('step.byRule', { when: moment(plannedFor) })}</List.Item>
        {moved.map(({ by, to, detail }) => (
          <List.Item key={`${by} ${to}`}>{t('step.moved', { detail, when: moment(to) })}</List.Item>
        ))}
      </List>
      {moved.length === 0 && step.state !== 'held' && (
        <Text size="sm" mt={4}>
          {t('step.asPlanned')}
        </Text>
      )}
      <Text size="sm" c="dimmed" mt={6}>
        {t('step.clock', { place: placeOfZone(zone) })}
      </Text>
    </>
  );
}
