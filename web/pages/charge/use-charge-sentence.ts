import { useTranslation } from 'react-i18next';
import { daysBetween, useWhen } from '../../format/when.ts';
import { isGoing } from '../../ladder/step.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import type { Charge, TimelineStep } from '../../queries/charges.ts';
import { awaitedBy } from '../../states/look.ts';
import { useReason } from '../../states/reason.ts';

const blocks: readonly TimelineStep['event'][] = ['total_block', 'speed_reduction', 'cancellation'];

/** Words, and the step whose date they name. */
export type SentencePart = { words: string; step: TimelineStep | null };

/** The answer to "what will happen to me, and when?" in one or two short sentences. */
export function useChargeSentence({ status, dueDate, paidAt }: Charge, steps: TimelineStep[]): SentencePart[] {
  const { t } = useTranslation('charges');
  const { moment, day, localDate, date } = useWhen();
  const nameOf = useStepName(dueDate);
  const ahead = steps.filter(isGoing).toSorted((a, b) => (a.sendsAt < b.sendsAt ? -1 : 1));
  const held = steps.find(({ state }) => state === 'held');
  const heldBecause = useReason(held?.reason ?? null);
  const [next] = ahead;

  if (status === 'paid')
    return plain(t('one.paidSentence', { when: paidAt === null ? '' : date(paidAt.length > 10 ? localDate(paidAt) : paidAt) }));
  if (status === 'removed') return plain(t('one.removedSentence'));
  const awaiting = steps.find((step) => awaitedBy(step) === 'warning-not-proven');
  const waits = awaiting === undefined ? [] : [{ words: t('one.waitsSentence', { step: nameOf(awaiting) }), step: awaiting }];
  if (next === undefined) {
    if (steps.some(({ state, reason }) => state === 'held' && reason === 'no-address')) return plain(t('one.noContactSentence'));
    if (held === undefined) return plain(t('one.endedSentence'));
    return waits.length > 0 ? waits : [{ words: t('one.heldSentence', { step: nameOf(held), reason: heldBecause ?? '' }), step: held }];
  }
  const block = ahead.find((step) => step !== next && blocks.includes(step.event));
  const daysFromDue = daysBetween(dueDate, localDate(next.plannedFor));
  const dueKind = daysFromDue < 0 ? 'dueBefore' : daysFromDue > 0 ? 'dueAfter' : 'due';
  return [
    { words: t(`one.sentence.${next.event === 'due' ? dueKind : next.event}`, { when: moment(next.sendsAt) }), step: next },
    ...(block === undefined ? [] : [{ words: t(`one.sentence.${block.event}`, { when: day(localDate(block.sendsAt)) }), step: block }]),
    ...waits,
  ];
}

function plain(words: string): SentencePart[] {
  return [{ words, step: null }];
}
