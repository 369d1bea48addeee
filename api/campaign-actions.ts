import type { Executor } from '../db/client.ts';
import { clearCampaignAlert, moveCampaign } from '../db/queries/campaign-moves.ts';
import { requeueFailed } from '../db/queries/campaign-resend.ts';
import { forgiveErrors } from '../db/queries/campaign-sending.ts';
import { lockCampaign, readCounts } from '../db/queries/campaigns.ts';
import { readGateway } from '../db/queries/gateways.ts';
import type { Campaign } from '../domain/campaign.ts';
import { errorsOf, settledOf } from '../domain/campaign-counts.ts';
import { type CampaignAction, statesFor, takes } from '../domain/campaign-states.ts';
import { addMs, epochMs } from '../domain/instants.ts';
import { dayMs } from '../domain/local-time.ts';
import type { MessageState } from '../domain/states.ts';
import { type Starter, undoneStart } from './campaign-start.ts';
import { conflict, notFound } from './problem.ts';

export const aCampaign = { pt: 'campanha', en: 'campaign' };

/** The campaign, locked, in a state that takes the action; two who press at once are told apart here. */
export async function lockFor(tx: Executor, id: string, action: CampaignAction): Promise<Campaign> {
  const campaign = await lockCampaign(tx, id);
  if (campaign === null) throw notFound(aCampaign, id);
  if (takes(campaign.state, action)) return campaign;
  const states = statesFor(action).join(', ');
  const by =
    campaign.startedBy === null
      ? { pt: '', en: '' }
      : { pt: ` (iniciada por ${campaign.startedBy})`, en: ` (started by ${campaign.startedBy})` };
  throw conflict('campaign-state', {
    pt: `A campanha está em "${campaign.state}"${by.pt}; "${action}" vale em: ${states}.`,
    en: `The campaign is "${campaign.state}"${by.en}; "${action}" is taken in: ${states}.`,
  });
}

/** Takes a start back, until the countdown is over. */
export async function undoStart(tx: Executor, id: string, { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'undo');
  const isOver = campaign.state === 'countdown' && (campaign.countdownUntil === null || epochMs(campaign.countdownUntil) <= epochMs(now));
  if (isOver) {
    throw conflict('countdown-over', {
      pt: 'A contagem regressiva acabou: use "cancel" para parar o que ainda não saiu.',
      en: 'The countdown is over: use "cancel" to stop what has not left yet.',
    });
  }
  const text = campaign.templateId === null ? campaign.text : null;
  const gatewayId = campaign.routed ? null : campaign.gatewayId;
  await moveCampaign(tx, campaign, { ...undoneStart, text, gatewayId, routed: false }, { now, actor, action: 'undone' });
}

/** A second person agrees to a large campaign, or somebody who looked lets a canary go on. */
export async function approve(tx: Executor, id: string, { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'approve');
  if (campaign.state === 'canary') return goOn(tx, campaign, { actor, now });
  if (campaign.approval !== 'waiting') {
    throw conflict('campaign-state', { pt: 'A campanha não espera aprovação.', en: 'The campaign waits for no approval.' });
  }
  if (campaign.startedBy === actor) {
    throw conflict('approval-by-starter', {
      pt: 'A aprovação é de outra pessoa: quem iniciou não pode aprovar.',
      en: 'Somebody else has to approve: who started cannot.',
    });
  }
  await moveCampaign(tx, campaign, { state: 'scheduled', approval: 'given', approvedBy: actor }, { now, actor, action: 'approved' });
}

export async function pause(tx: Executor, id: string, { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'pause');
  const changes = { state: 'paused' as const, pausedReason: 'by-hand' as const, pausedFrom: campaign.state };
  await moveCampaign(tx, campaign, changes, { now, actor });
}

/** Goes on where it was. After too many errors only the first few leave before the rest, once more. */
export async function resume(tx: Executor, id: string, { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'resume');
  if (campaign.state === 'canary' || campaign.pausedReason === 'canary-below-share') return goOn(tx, campaign, { actor, now });
  const state = campaign.pausedFrom ?? 'running';
  await forgive(tx, id, now);
  const careful = state === 'running' && campaign.pausedReason === 'error-rate';
  await moveCampaign(
    tx,
    campaign,
    { state, pausedReason: null, pausedFrom: null, ...(careful && { sendThrough: 0 }) },
    { now, actor, action: 'resumed' },
  );
  await clearCampaignAlert(tx, id, now);
}

/** From now on nothing leaves; what is on the wire is waited for. */
export async function cancel(tx: Executor, id: string, { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'cancel');
  const state = campaign.state === 'scheduled' ? 'cancelled' : 'cancelling';
  const ends = state === 'cancelled' ? { finishedAt: now } : {};
  await moveCampaign(tx, campaign, { state, pausedReason: null, pausedFrom: null, ...ends }, { now, actor });
  await clearCampaignAlert(tx, id, now);
}

const resentForDays = 7;

const retiredGateway = conflict('no-gateway', {
  pt: 'O gateway desta campanha foi aposentado. Traga-o de volta em Gateways, ou faça uma campanha nova por outro.',
  en: 'The gateway of this campaign was retired. Bring it back in Gateways, or make a new campaign by another one.',
});

/** Sends the failed texts of a finished campaign once more, each linked to its first attempt. */
export async function resendFailed(tx: Executor, id: string, states: MessageState[], { actor, now }: Starter): Promise<void> {
  const campaign = await lockFor(tx, id, 'resend-failed');
  const { gatewayId } = campaign;
  if (gatewayId !== null && (await readGateway(tx, gatewayId))?.retiredAt != null) throw retiredGateway;
  const sendUntil = addMs(now, resentForDays * dayMs);
  const count = gatewayId === null ? 0 : await requeueFailed(tx, { campaignId: id, states, gatewayId, sendUntil, now });
  if (count === 0) {
    throw conflict('nothing-to-resend', { pt: 'Nenhuma mensagem falhou assim.', en: 'No message failed like this.' });
  }
  await forgive(tx, id, now);
  await moveCampaign(tx, campaign, { state: 'running', finishedAt: null, sendThrough: 0 }, { now, actor, action: 'resent' });
}

async function goOn(tx: Executor, campaign: Campaign, { actor, now }: Starter): Promise<void> {
  const changes = { state: 'running' as const, sendThrough: null, pausedReason: null, pausedFrom: null };
  await moveCampaign(tx, campaign, changes, { now, actor, action: 'resumed' });
  await clearCampaignAlert(tx, campaign.id, now);
}

async function forgive(tx: Executor, campaignId: string, now: Starter['now']): Promise<void> {
  const counts = (await readCounts(tx, [campaignId])).get(campaignId)?.counts;
  if (counts !== undefined) await forgiveErrors(tx, { campaignId, settled: settledOf(counts), errors: errorsOf(counts), now });
}
