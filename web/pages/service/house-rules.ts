import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import { type Settings, settingsQuery } from '../../queries/house.ts';

/** The settings that are rules for texts, apart from hours, gateways and switches, which have pages of their own. */
export type HouseRules = Pick<
  Settings,
  | 'caps'
  | 'billingPhonesMost'
  | 'grouping'
  | 'noticeProof'
  | 'stepDone'
  | 'actionHours'
  | 'settlementDays'
  | 'promises'
  | 'campaignApprovalAbove'
  | 'campaignCap'
  | 'replies'
>;

/** A part of the form: what is written so far, how it changes, and what the API refused of it. */
export type RulesPart = { rules: HouseRules; onChange: (change: Partial<HouseRules>) => void; at: (path: string) => string | null };

export const ruleFields = [
  ...['caps.collectionPerCharge', 'caps.perCustomer', 'caps.perPhone', 'billingPhonesMost', 'actionHours', 'settlementDays'],
  ...['promises.mostDays', 'promises.perCustomer', 'promises.withinDays', 'promises.reminderTime', 'promises.reminderTemplateId'],
  ...['campaignApprovalAbove', 'campaignCap.days', 'campaignCap.perCustomer', 'campaignCap.perPhone'],
  ...['replies.optOutConfirmation', 'replies.wrongPersonConfirmation'],
];

export function rulesOf(settings: Settings): HouseRules {
  const { caps, billingPhonesMost, grouping, noticeProof, stepDone, actionHours, settlementDays } = settings;
  const { promises, campaignApprovalAbove, campaignCap, replies } = settings;
  const ladder = { caps, billingPhonesMost, grouping, noticeProof, stepDone, actionHours, settlementDays, promises };
  return { ...ladder, campaignApprovalAbove, campaignCap, replies };
}

/** `readAt`: when the settings that are being edited were last changed. */
export function useSavedRules(readAt: string | null, onDone: () => void) {
  const { t } = useTranslation('service');
  const [openedAt] = useState(readAt);
  const edit = useUnchangedSince(openedAt);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (json: HouseRules) => edit((query) => answerOf(api.v1.settings.$patch({ query, json }))),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      done(t('rules.saved'));
      onDone();
    },
  });
}
