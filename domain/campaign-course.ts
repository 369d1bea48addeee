import type { Campaign, PauseReason } from './campaign.ts';
import { type CampaignCounts, errorsOf, settledOf } from './campaign-counts.ts';
import type { CampaignState } from './campaign-states.ts';
import { isOpen, type OpenHours } from './campaign-windows.ts';
import { addMs, earliest, epochMs, type Instant, latest } from './instants.ts';
import { dayMs } from './local-time.ts';

export type SendingGateway = { open: boolean; stoppedReason: string | null; perSecond: number | null };

/** Licences on the queue of one gateway; null is the campaign's own. */
export type Licences = { gatewayId: string | null; lanes: number; licenceMs: number };

/** A campaign as it stands at one moment. */
export type CampaignFacts = {
  campaign: Campaign;
  counts: CampaignCounts;
  /** Whether its gateway may send now, and at most how many a second (null: no limit). */
  gateway: SendingGateway;
  /** The same of those by which recipients with a route go. */
  others: (SendingGateway & { id: string })[];
  /**
   * Where recipients live; `gatewayId` null: by the campaign's own. `waitsFrom`: when the first text there may leave as far as the text is
   * concerned, null where none is left.
   */
  places: (OpenHours & { gatewayId: string | null; waitsFrom: Instant | null })[];
  /** Of the messages that may leave so far, where that is not all. */
  first: { open: number; settled: number; errors: number; delivered: number } | null;
};

/** What happens next. `move`: the campaign goes to another state by itself. */
export type NextMove =
  | { kind: 'ended' }
  | { kind: 'wait'; until: Instant; summary: string }
  | { kind: 'freeze' }
  | { kind: 'send'; on: Licences[] }
  | { kind: 'cancel-rest' }
  | { kind: 'move'; state: CampaignState; pausedReason?: PauseReason };

/** A campaign looks at itself at least this often, whoever forgot to call it. */
const lookEveryMs = 15 * 60_000;
const sendingLookMs = 1_000;
const closedGatewayLookMs = 30_000;
const canaryLookMs = 15_000;
/** From this rate on two licences of a second overlap; below it fewer and longer ones do. */
const fastPerSecond = 20;

/** What a campaign does next, from what the database says of it; called again whenever something has changed. */
export function nextMove(facts: CampaignFacts, now: Instant): NextMove {
  const { campaign, counts } = facts;
  const later = addMs(now, lookEveryMs);
  switch (campaign.state) {
    case 'draft':
    case 'finished':
    case 'cancelled':
      return { kind: 'ended' };
    case 'paused':
      return { kind: 'wait', until: later, summary: 'pausada' };
    case 'scheduled':
      if (campaign.repeat !== null) return { kind: 'wait', until: addMs(now, dayMs), summary: 'repete' };
      if (campaign.approval === 'waiting') return { kind: 'wait', until: later, summary: 'espera aprovação' };
      return waitOr(campaign.startAt, now, 'início', { kind: 'move', state: 'countdown' });
    case 'countdown': {
      const frozen: NextMove =
        campaign.frozenAt === null ? { kind: 'freeze' } : { kind: 'move', state: campaign.canary === null ? 'running' : 'canary' };
      return waitOr(campaign.countdownUntil, now, 'contagem regressiva', frozen);
    }
    case 'canary':
      return canaryMove(facts, now);
    case 'running':
    case 'finishing':
      return sendingMove(facts, now);
    case 'cancelling':
      if (counts.queued > 0) return { kind: 'cancel-rest' };
      return counts.sending > 0 ? waitForAnswers(now) : { kind: 'move', state: 'cancelled' };
  }
}

function sendingMove(facts: CampaignFacts, now: Instant): NextMove {
  const { campaign, counts } = facts;
  if (counts.queued > 0) return campaign.state === 'finishing' ? { kind: 'move', state: 'running' } : send(facts, now);
  if (counts.sending === 0) return { kind: 'move', state: 'finished' };
  return campaign.state === 'running' ? { kind: 'move', state: 'finishing' } : waitForAnswers(now);
}

function canaryMove(facts: CampaignFacts, now: Instant): NextMove {
  const { campaign, counts, first } = facts;
  if (first === null || counts.queued + counts.sending === 0) return { kind: 'move', state: 'running' };
  if (first.open > 0) return send(facts, now);
  const share = campaign.canary?.deliveredShare ?? null;
  if (share === null) return { kind: 'wait', until: addMs(now, lookEveryMs), summary: 'amostra enviada: espera uma pessoa' };
  if (first.delivered >= share * first.settled) return { kind: 'move', state: 'running' };
  const until = addMs(campaign.updatedAt, (campaign.canary?.waitMinutes ?? 0) * 60_000);
  if (epochMs(until) <= epochMs(now)) return { kind: 'move', state: 'paused', pausedReason: 'canary-below-share' };
  return { kind: 'wait', until: earliest(until, addMs(now, canaryLookMs)), summary: 'amostra enviada: espera confirmações' };
}

function send({ gateway, others, places, campaign }: CampaignFacts, now: Instant): NextMove {
  const waiting = places.flatMap(({ waitsFrom, ...place }) => (waitsFrom === null ? [] : [{ waitsFrom, ...place }]));
  // Nothing waits while the first few are on the wire: the licence goes on until their answers say what the rest does.
  const isOnTheWire = waiting.length === 0;
  const concerned = [{ ...gateway, id: null }, ...others].filter(
    ({ id }) => isOnTheWire || waiting.some((place) => place.gatewayId === id),
  );
  if (concerned.some(({ stoppedReason }) => stoppedReason !== null)) {
    return { kind: 'move', state: 'paused', pausedReason: 'gateway-stopped' };
  }
  const open = concerned.filter((one) => one.open);
  if (open.length === 0) return { kind: 'wait', until: addMs(now, closedGatewayLookMs), summary: 'gateway fechado' };
  const sends = (id: string | null) =>
    isOnTheWire || waiting.some((place) => place.gatewayId === id && isOpen(place, now) && epochMs(place.waitsFrom) <= epochMs(now));
  const on = open.filter(({ id }) => sends(id)).map(({ id, perSecond }) => licencesOn(id, [perSecond, campaign.ratePerSecond]));
  if (on.length > 0) return { kind: 'send', on };
  const next = waiting.flatMap(({ opensAt, waitsFrom }) => (opensAt === null ? [] : [latest(opensAt, waitsFrom)]));
  const look = addMs(now, open.length < concerned.length ? closedGatewayLookMs : lookEveryMs);
  return { kind: 'wait', until: earliest(look, ...next.filter((at) => epochMs(at) > epochMs(now))), summary: 'fora da janela de envio' };
}

function licencesOn(gatewayId: string | null, rates: (number | null)[]): Licences {
  const isFast = rates.every((rate) => rate === null || rate >= fastPerSecond);
  return isFast ? { gatewayId, lanes: 2, licenceMs: 1_000 } : { gatewayId, lanes: 1, licenceMs: 5_000 };
}

function waitOr(until: Instant | null, now: Instant, summary: string, then: NextMove): NextMove {
  return until !== null && epochMs(until) > epochMs(now) ? { kind: 'wait', until, summary } : then;
}

function waitForAnswers(now: Instant): NextMove {
  return { kind: 'wait', until: addMs(now, sendingLookMs), summary: 'espera respostas da operadora' };
}

/** So many texts leave first; when they fared well the rest follows. */
export const firstFew = 20;
const fewestErrors = 10;
const errorShare = 0.25;
/** Errors are judged over blocks of so many texts: an old calm does not hide a new storm. */
const blockOf = 500;

/** Errors among the texts settled since `judgedFrom`; `block`: from here on a new block is judged. */
export function judgeErrors(
  counts: CampaignCounts,
  { judgedFrom, errorsBefore }: { judgedFrom: number; errorsBefore: number },
): { tooMany: boolean; block: { judgedFrom: number; errorsBefore: number } } {
  const settled = settledOf(counts) - judgedFrom;
  const errors = errorsOf(counts) - errorsBefore;
  const tooMany = errors >= fewestErrors && errors >= settled * errorShare;
  const over = settled >= blockOf;
  return { tooMany, block: over ? { judgedFrom: settledOf(counts), errorsBefore: errorsOf(counts) } : { judgedFrom, errorsBefore } };
}
