import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignFields } from '../../../domain/campaign.ts';
import type { CampaignAction } from '../../../domain/campaign-states.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import type { Campaign } from '../../queries/campaigns.ts';

type PlainAction = Exclude<CampaignAction, 'start' | 'resend-failed'>;

const act: Record<PlainAction, (id: string) => Promise<Campaign>> = {
  undo: (id) => answerOf(api.v1.campaigns[':id'].undo.$post({ param: { id }, json: {} })),
  approve: (id) => answerOf(api.v1.campaigns[':id'].approve.$post({ param: { id }, json: {} })),
  pause: (id) => answerOf(api.v1.campaigns[':id'].pause.$post({ param: { id }, json: {} })),
  resume: (id) => answerOf(api.v1.campaigns[':id'].resume.$post({ param: { id }, json: {} })),
  cancel: (id) => answerOf(api.v1.campaigns[':id'].cancel.$post({ param: { id }, json: {} })),
};

/** Pauses, resumes, cancels, undoes or approves. */
export function useCampaignAction(id: string) {
  return useCampaignWrite((action: PlainAction) => act[action](id));
}

/** Sends what failed once more. */
export function useResend(id: string) {
  return useCampaignWrite((_: undefined) => answerOf(api.v1.campaigns[':id']['resend-failed'].$post({ param: { id }, json: {} })));
}

export type Tuning = { ratePerSecond?: number | null; gatewayId?: string };

/** Another rate or gateway while it is under way. */
export function useTuning(id: string) {
  return useCampaignWrite((json: Tuning) => answerOf(api.v1.campaigns[':id'].$patch({ param: { id }, json })));
}

/** Keeps a draft, unless somebody else changed it after it was opened; a new one where there is none. */
export function useSavedDraft(opened: Campaign | undefined) {
  const [draft] = useState(opened);
  const edit = useUnchangedSince(draft?.updatedAt);
  return useCampaignWrite((json: CampaignFields) =>
    draft === undefined
      ? answerOf(api.v1.campaigns.$post({ json }))
      : edit((query) => answerOf(api.v1.campaigns[':id'].$put({ param: { id: draft.id }, query, json }))),
  );
}

export type Start = { at: string | null; canary: { recipients: number; deliveredShare: number | null } | null };

/** Starts a draft as it is seen, with the usual countdown in which it can be undone. */
export function useStart({ id, updatedAt }: Campaign) {
  const edit = useUnchangedSince(updatedAt);
  return useCampaignWrite((json: Start) => edit((query) => answerOf(api.v1.campaigns[':id'].start.$post({ param: { id }, query, json }))));
}

/** Throws a draft away. */
export function useDiscard(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.v1.campaigns[':id'].$delete({ param: { id } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['campaigns'] }),
  });
}

/** A write of a campaign: afterwards the page shows it as the API answered it. */
function useCampaignWrite<Variables>(write: (variables: Variables) => Promise<Campaign>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (campaign) => {
      // An answer that was asked for before this one must not come after it.
      await queryClient.cancelQueries({ queryKey: ['campaign', campaign.id] });
      queryClient.setQueryData(['campaign', campaign.id], campaign);
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
}
