import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ChargeAlert } from '../../domain/charge-alerts.ts';
import { answerOf, api } from '../client/api.ts';
import type { LadderStep } from '../ladder/step.ts';
import { givenOf, pagedQuery } from './pages.ts';

export type ChargeFilter = {
  q?: string | undefined;
  customerId?: string | undefined;
  status?: 'open' | 'overdue' | 'paid' | 'removed' | undefined;
  unit?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  /** `true`, or a kind of hold: open and stopped now. */
  held?: string | undefined;
  /** What somebody has to look at it for, and of held steps why. */
  alert?: ChargeAlert | undefined;
  alertReason?: string | undefined;
};

const readCharges = (query: Record<string, string>) => answerOf(api.v1.charges.$get({ query }));
const readCharge = (id: string) => answerOf(api.v1.charges[':id'].$get({ param: { id } }));
const readTimeline = (id: string) => answerOf(api.v1.charges[':id'].timeline.$get({ param: { id } }));

export type Charge = Awaited<ReturnType<typeof readCharge>>;
export type Timeline = Awaited<ReturnType<typeof readTimeline>>;
export type TimelineStep = Timeline['steps'][number];
/** What was asked of the network system and told by others about a charge. */
export type Reports = Pick<Timeline, 'proofs' | 'milestones' | 'restorations'>;

/** Charges that fit every part of the filter, newest first. */
export function chargesQuery(filter: ChargeFilter) {
  const given = givenOf(filter);
  return pagedQuery(['charges', given], (page) => readCharges({ ...given, ...page }));
}

/** The newest few of them. */
export function fewChargesQuery(filter: ChargeFilter, limit: number) {
  const given = { ...givenOf(filter), limit: String(limit) };
  return queryOptions({ queryKey: ['charges', given], queryFn: () => readCharges(given) });
}

export function chargeQuery(id: string) {
  return queryOptions({ queryKey: ['charge', id], queryFn: () => readCharge(id), refetchInterval: 15_000 });
}

/** Every step of a charge, past and to come. */
export function timelineQuery(id: string) {
  return queryOptions({ queryKey: ['charge', id, 'timeline'], queryFn: () => readTimeline(id), refetchInterval: 15_000 });
}

const rehearse = (id: string, json: { now: string; paidAt?: string }) =>
  answerOf(api.v1.charges[':id'].rehearse.$post({ param: { id }, json }));

export type Rehearsal = Awaited<ReturnType<typeof rehearse>>;

/** Every text of a test customer's charge, as if it were first seen at `now`; nothing is sent. `paidAt` null: nobody pays. */
export function rehearsalQuery(id: string, { now, paidAt }: { now: string; paidAt: string | null }) {
  return queryOptions({
    queryKey: ['charge', id, 'rehearsal', now, paidAt],
    queryFn: () => rehearse(id, { now, ...(paidAt !== null && { paidAt }) }),
    placeholderData: keepPreviousData,
  });
}

/** Where everything that was said, proven, paid and decided about a charge is a document to hand out. */
export function dossierOf(id: string): string {
  return `/v1/charges/${encodeURIComponent(id)}/dossier.pdf`;
}

/** The steps of a charge as the drawings take them. */
export function ladderSteps({ ladder }: Pick<Charge, 'ladder'>): LadderStep[] {
  return ladder.map(({ stepId, sendsAt, ...step }) => ({ ...step, id: stepId, at: sendsAt }));
}
