import type { Campaign, CampaignMove } from '../../../queries/campaigns.ts';

export type StageName = 'created' | 'approved' | 'canary' | 'sending' | 'resent' | 'finished' | 'cancelled';

/** A moment of a campaign on its ruler; `ahead`: it is still to come, as far as can be told now. */
export type Stage = { name: StageName; at: string; ahead: boolean };

/** From when to when nothing left; without an end it still stands. */
export type Stop = { from: string; until: string | null };

type Known = Pick<Campaign, 'state' | 'createdAt' | 'startAt' | 'countdownUntil' | 'canary' | 'endsAt' | 'finishedAt'>;

/** What happened to a campaign and what comes, in order. Starts that were taken back are left out: it was a draft again. */
export function stagesOf(campaign: Known, history: readonly CampaignMove[]): Stage[] {
  const moves = sinceDraft(history);
  const first = (test: (move: CampaignMove) => boolean) => moves.find(test)?.at;
  const canary = first(({ state }) => state === 'canary');
  const sending = first(({ state, action }) => state === 'running' && action !== 'resent');
  const past: [StageName, string | null | undefined][] = [
    ['created', campaign.createdAt],
    ['approved', first(({ action }) => action === 'approved')],
    ['canary', canary],
    ['sending', sending],
    ...moves.filter(({ action }) => action === 'resent').map(({ at }): [StageName, string] => ['resent', at]),
    [campaign.state === 'cancelled' ? 'cancelled' : 'finished', campaign.finishedAt],
  ];
  const begins = campaign.state === 'countdown' ? campaign.countdownUntil : campaign.state === 'scheduled' ? campaign.startAt : null;
  const ahead: [StageName, string | null | undefined][] = [
    [campaign.canary === null ? 'sending' : 'canary', begins],
    ['finished', campaign.finishedAt === null ? campaign.endsAt : null],
  ];
  const at =
    (isAhead: boolean) =>
    ([name, when]: [StageName, string | null | undefined]): Stage[] =>
      when == null ? [] : [{ name, at: when, ahead: isAhead }];
  return [...past.flatMap(at(false)), ...ahead.flatMap(at(true))].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The times in which somebody, or a fault, had stopped it. */
export function stopsOf(history: readonly CampaignMove[]): Stop[] {
  const moves = sinceDraft(history);
  return moves.flatMap(({ state, at }, index): Stop[] => {
    if (state !== 'paused' || moves[index - 1]?.state === 'paused') return [];
    return [{ from: at, until: moves.slice(index).find((later) => later.state !== 'paused')?.at ?? null }];
  });
}

function sinceDraft(history: readonly CampaignMove[]): readonly CampaignMove[] {
  const draft = history.findLastIndex(({ state }) => state === 'draft');
  return history.slice(draft + 1);
}
