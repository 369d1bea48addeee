import type { Reports, TimelineStep } from '../../queries/charges.ts';

type Action = NonNullable<TimelineStep['action']>;
type Milestone = Reports['milestones'][number];
type Proof = Reports['proofs'][number];
type Recorded = Pick<Milestone, 'recordedBy' | 'recordedByName' | 'recordedAt'>;

/** Something that happened to a step outside our texts. `at` of what was not answered (`requested`, `expired`): when it was asked. */
export type NetworkEvent = { key: string; at: string } & (
  | { kind: 'asked'; accessIds: string[] | null }
  | { kind: 'requested' | 'expired' }
  | { kind: 'done' | 'refused' | 'failed'; reason: string | null }
  | ({ kind: 'reported' } & Recorded)
  | ({ kind: 'proven' } & Recorded & Pick<Proof, 'channel' | 'evidence'>)
);

/** What the network system was asked for a step and made of it, and what was told of the step by others, in the order in which it happened. */
export function networkEvents(
  { rule, dueDate, paymentId, action }: Pick<TimelineStep, 'rule' | 'dueDate' | 'paymentId' | 'action'>,
  { milestones, proofs, restorations }: Reports,
): NetworkEvent[] {
  const isOfStep = (told: Pick<Milestone, 'number' | 'dueDate'>) => told.number === rule && told.dueDate === dueDate;
  const asked = action === null ? [] : eventsOf(action, { key: 'action', accessIds: null });
  const restored = restorations
    .filter((restoration) => restoration.paymentId === paymentId)
    .flatMap((restoration) => eventsOf(restoration, { key: restoration.stepId, accessIds: restoration.accessIds }));
  const reported = milestones.filter(isOfStep).map((told) => ({ key: `reported ${told.at}`, kind: 'reported' as const, ...told }));
  const proven = proofs.filter(isOfStep).map((told) => ({ key: `proven ${told.channel} ${told.at}`, kind: 'proven' as const, ...told }));
  return [...proven, ...asked, ...restored, ...reported].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function eventsOf(
  { state, reason, requestedAt, answeredAt }: Action,
  { key, accessIds }: { key: string; accessIds: string[] | null },
): NetworkEvent[] {
  const asked: NetworkEvent = { key: `${key} asked`, kind: 'asked', at: requestedAt, accessIds };
  const answer: NetworkEvent =
    state === 'requested' || state === 'expired'
      ? { key: `${key} ${state}`, kind: state, at: requestedAt }
      : { key: `${key} ${state}`, kind: state, at: answeredAt ?? requestedAt, reason };
  return [asked, answer];
}
