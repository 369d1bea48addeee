import { useTranslation } from 'react-i18next';
import type { CampaignState } from '../../domain/campaign-states.ts';
import { useServiceState } from '../frame/use-service-state.ts';
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleX,
  IconClockHour3,
  IconEdit,
  IconHourglass,
  IconPlayerPause,
  IconSend,
  IconTestPipe,
} from '../parts/icons.ts';
import type { Campaign } from '../queries/campaigns.ts';
import type { Look } from './look.ts';
import classes from './state.module.css';

const looks: Record<CampaignState, Look> = {
  draft: { color: 'var(--state-queued)', icon: IconEdit },
  scheduled: { color: 'var(--state-planned)', icon: IconCalendarTime },
  countdown: { color: 'var(--state-held)', icon: IconClockHour3 },
  canary: { color: 'var(--state-unknown)', icon: IconTestPipe },
  running: { color: 'var(--state-sending)', icon: IconSend },
  paused: { color: 'var(--state-held)', icon: IconPlayerPause },
  finishing: { color: 'var(--state-sending)', icon: IconHourglass },
  finished: { color: 'var(--state-delivered)', icon: IconCircleCheck },
  cancelling: { color: 'var(--state-cancelled)', icon: IconHourglass },
  cancelled: { color: 'var(--state-cancelled)', icon: IconCircleX, struck: true },
};

const stoppedByItself: Look = { color: 'var(--state-refused)', icon: IconAlertTriangle };

/** Where a campaign is; one that the service keeps from sending is not said to send, and one that stopped by itself looks like what needs a person. */
export function CampaignStateMark({ campaign: { state, pausedReason } }: { campaign: Pick<Campaign, 'state' | 'pausedReason'> }) {
  const { t } = useTranslation('campaigns');
  const service = useServiceState();
  const isHeldUp = (state === 'running' || state === 'canary') && service !== 'on';
  const shown = isHeldUp ? 'paused' : state;
  const { color, icon: Icon, struck } = state === 'paused' && pausedReason !== 'by-hand' ? stoppedByItself : looks[shown];
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      <span className={struck && classes.struck}>{isHeldUp ? t('heldUp') : t(`state.${state}`)}</span>
    </span>
  );
}
