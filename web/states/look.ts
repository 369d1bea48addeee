import type { MessageState, StepState } from '../../domain/states.ts';
import {
  type Icon,
  IconArrowForwardUp,
  IconBan,
  IconBroadcast,
  IconCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockHour3,
  IconDeviceMobileX,
  IconHistory,
  IconHourglass,
  IconPhoneOff,
  IconPlayerPause,
  IconQuestionMark,
  IconSend,
  IconShieldOff,
} from '../parts/icons.ts';

/** How a state looks wherever it is shown: one colour and one icon, never the colour alone. */
export type Look = { color: string; icon: Icon; struck?: true };

export const messageLooks: Record<MessageState, Look> = {
  queued: { color: 'var(--state-queued)', icon: IconHourglass },
  sending: { color: 'var(--state-sending)', icon: IconSend },
  accepted: { color: 'var(--state-accepted)', icon: IconBroadcast },
  delivered: { color: 'var(--state-delivered)', icon: IconCheck },
  undelivered: { color: 'var(--state-undelivered)', icon: IconDeviceMobileX },
  refused: { color: 'var(--state-refused)', icon: IconBan },
  unknown: { color: 'var(--state-unknown)', icon: IconQuestionMark },
  suppressed: { color: 'var(--state-suppressed)', icon: IconShieldOff },
  cancelled: { color: 'var(--state-cancelled)', icon: IconCircleX, struck: true },
  expired: { color: 'var(--state-expired)', icon: IconClockHour3 },
};

const stepLooks: Record<StepState, Look> = {
  planned: { color: 'var(--state-planned)', icon: IconCircleDashed },
  waiting: { color: 'var(--state-planned)', icon: IconHourglass },
  sent: { color: 'var(--state-accepted)', icon: IconBroadcast },
  unknown: { color: 'var(--state-unknown)', icon: IconQuestionMark },
  skipped: { color: 'var(--state-suppressed)', icon: IconArrowForwardUp },
  suppressed: { color: 'var(--state-suppressed)', icon: IconShieldOff },
  held: { color: 'var(--state-held)', icon: IconPlayerPause },
  'before-our-time': { color: 'var(--state-cancelled)', icon: IconHistory },
  unreachable: { color: 'var(--state-refused)', icon: IconPhoneOff },
};

/** What a step of the block waits for by itself: nobody has stopped it, and no hour brings it. Null for every other step. */
export function awaitedBy({
  state,
  reason,
}: {
  state: StepState;
  reason: string | null;
}): 'warning-not-proven' | 'previous-not-done' | null {
  if (state !== 'held') return null;
  return reason === 'warning-not-proven' || reason === 'previous-not-done' ? reason : null;
}

const awaiting: Look = { color: 'var(--state-planned)', icon: IconHourglass };

/** No phone or e-mail can carry it as things stand: its text has nobody to go to. */
export function lacksContact({ state, reason }: { state: StepState; reason: string | null }): boolean {
  return state === 'held' && (reason === 'no-address' || reason === 'no-email');
}

export function lookOfStepState(step: { state: StepState; reason: string | null }): Look {
  if (lacksContact(step)) return stepLooks.unreachable;
  return awaitedBy(step) === null ? stepLooks[step.state] : awaiting;
}
