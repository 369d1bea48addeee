import { z } from 'zod';
import { emptyCounts, settledOf } from '../domain/campaign-counts.ts';
import { type CampaignFacts, nextMove } from '../domain/campaign-course.ts';
import type { OpenHours } from '../domain/campaign-windows.ts';
import { runningCampaign } from '../domain/fixtures/campaign.ts';
import { addMs, epochMs, type Instant, instantOf } from '../domain/instants.ts';
import { campaignWorkflowId, workflowTypes } from '../workflows/contract.ts';
import { virtualClock } from './clock.ts';
import type { PendingActivity } from './workflow-activities.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

/** Texts leave from noon on for thirteen hours, and then stand still for eleven. */
const opensAt = '2026-12-01T12:00:00.000Z';
const openMs = 13 * 3_600_000;
const dayMs = 86_400_000;

export type CampaignPlay = {
  /** When the last text left. */
  endedAt: Instant;
  sent: number;
  /** Runs of the workflow after the first. */
  continuations: number;
  longestHistory: number;
  /** Memory of this process, sampled on the way, in MB. */
  heapMb: number[];
};

/**
 * The real workflow of a campaign through all its licences, on a virtual clock. What the database would say is a counter that goes down by
 * what the rate allows; what comes next is decided by the product's own function.
 */
export async function playCampaign({ recipients, perSecond }: { recipients: number; perSecond: number }): Promise<CampaignPlay> {
  const clock = virtualClock(opensAt);
  const counts = { ...emptyCounts(), audience: recipients, queued: recipients };
  const facts = (now: Instant): CampaignFacts => ({
    campaign: { ...runningCampaign(opensAt), state: counts.queued === 0 ? 'finished' : 'running' },
    counts,
    gateway: { open: true, stoppedReason: null, perSecond },
    others: [],
    places: [{ ...hoursAt(now), gatewayId: null, waitsFrom: now }],
    first: null,
  });
  const look = () => {
    const now = instantOf(clock.nowMs());
    const move = nextMove(facts(now), now);
    if (move.kind !== 'send') return move;
    const [licences] = move.on;
    return { kind: 'send', ...licences, gatewayId: 'sms' };
  };
  const sandbox = await WorkflowSandbox.open({ clock, activities: { lookAtCampaign: async () => look() } });
  try {
    const workflowId = campaignWorkflowId('c-1');
    const run = await sandbox.start(workflowTypes.campaign, { workflowId, args: [{ campaignId: 'c-1' }] });
    const heapMb: number[] = [];
    let sentUntilMs = clock.nowMs();
    for (let licences = 0; sandbox.outcomeOf(workflowId) === 'running'; licences++) {
      if (licences % 1_000 === 0) heapMb.push(process.memoryUsage().heapUsed / 2 ** 20);
      const [licence] = run.pending('sendCampaign');
      if (licence === undefined) {
        await sandbox.advanceTo(instantOf(sandbox.nextDueMs() ?? clock.nowMs()));
        sentUntilMs = clock.nowMs();
        continue;
      }
      const endMs = Math.max(clock.nowMs(), licence.scheduledAtMs + licenceMs(licence));
      await sandbox.advanceTo(instantOf(endMs));
      const sent = Math.min(counts.queued, Math.round(((endMs - sentUntilMs) * perSecond) / 1_000));
      sentUntilMs = endMs;
      counts.queued -= sent;
      counts.accepted += sent;
      await run.resolve(licence, look().kind === 'send' ? { kind: 'more' } : { kind: 'look' });
      await sandbox.settle();
    }
    const { continuations, longestHistory } = run;
    return { endedAt: instantOf(sentUntilMs), sent: settledOf(counts), continuations, longestHistory, heapMb };
  } finally {
    await sandbox.close();
  }
}

function hoursAt(now: Instant): OpenHours {
  const days = Math.floor((epochMs(now) - epochMs(opensAt)) / dayMs);
  const today = { opensAt: addMs(opensAt, days * dayMs), closesAt: addMs(opensAt, days * dayMs + openMs) };
  return epochMs(now) < epochMs(today.closesAt) ? today : { opensAt: addMs(today.opensAt, dayMs), closesAt: addMs(today.closesAt, dayMs) };
}

const licence = z.object({ licenceMs: z.number() });

function licenceMs({ args: [given] }: PendingActivity): number {
  return licence.parse(given).licenceMs;
}
