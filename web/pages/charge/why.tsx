import { List, Popover, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { isGoing } from '../../ladder/step.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { type TimelineStep, timelineQuery } from '../../queries/charges.ts';
import { awaitedBy } from '../../states/look.ts';
import { useReason } from '../../states/reason.ts';
import { useBasisWords } from './use-basis-words.ts';
import classes from './why.module.css';

/** What a step has that explains its hour. */
type Explained = Pick<TimelineStep, 'plannedFor' | 'moved' | 'state' | 'reason' | 'basis'>;

/** A small "por quê?" that explains the hour of a step. */
export function Why({ step }: { step: Explained }) {
  return (
    <WhyPopover>
      <WhyWords step={step} />
    </WhyPopover>
  );
}

/** The same of the next step of a charge, or of its block, where its steps are not at hand: they are asked when somebody wants to know. */
export function WhyOfCharge({ chargeId, event }: { chargeId: string; event: 'total_block' | null }) {
  return (
    <WhyPopover>
      <WhyAsked chargeId={chargeId} event={event} />
    </WhyPopover>
  );
}

function WhyPopover({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <Popover width={320} position="bottom-start" shadow="md" withArrow trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.why}>{t('why')}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.words}>{children}</Popover.Dropdown>
    </Popover>
  );
}

function WhyAsked({ chargeId, event }: { chargeId: string; event: 'total_block' | null }) {
  const timeline = useQuery(timelineQuery(chargeId));
  return (
    <Loaded query={timeline}>
      {({ steps }) => {
        const ahead = steps.filter(isGoing).toSorted((a, b) => (a.sendsAt < b.sendsAt ? -1 : 1));
        const step = ahead.find((each) => event === null || each.event === event);
        return step === undefined ? null : <WhyWords step={step} />;
      }}
    </Loaded>
  );
}

/** From what the rule counts to the moment it leaves, one reason a line; or why it does not. */
export function WhyWords({ step }: { step: Explained }) {
  const { t } = useTranslation('charges');
  const { moment, zone } = useWhen();
  const basisOf = useBasisWords();
  const because = useReason(step.reason);
  const awaited = awaitedBy(step);
  const { plannedFor, moved, state } = step;
  const basis = basisOf(step);
  const byRule = { basis: basis ?? t('step.byRule'), when: moment(moved[0]?.from ?? plannedFor) };
  const told = awaited === null ? moved.filter(({ from, to }) => moment(from) !== moment(to)) : [];
  return (
    <>
      <List size="sm" spacing={4}>
        <List.Item>{awaited === null ? t('step.counted', byRule) : byRule.basis}</List.Item>
        {told.map(({ by, to, detail }) => (
          <List.Item key={`${by} ${to}`}>{t('step.moved', { detail, when: moment(to) })}</List.Item>
        ))}
        {awaited !== null && <List.Item>{t(`step.lacks.${awaited}`)}</List.Item>}
        {awaited === null && state === 'held' && because !== null && <List.Item>{t('step.stopped', { reason: because })}</List.Item>}
      </List>
      <Text size="sm" c="dimmed" mt={6}>
        {t('step.clock', { place: placeOfZone(zone) })}
      </Text>
    </>
  );
}
