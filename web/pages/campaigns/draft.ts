import type { AudienceFilter, CampaignClass } from '../../../domain/audience.ts';
import type { CampaignFields } from '../../../domain/campaign.ts';
import { sameValue } from '../../../domain/source-view.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { everybody, usualSelection } from './audience/audience-filter.ts';

/** A campaign as it is being written. */
export type Draft = CampaignFields;

export type StepProps = { draft: Draft; onChange: (change: Partial<Draft>) => void };

export const newDraft: Draft = {
  name: '',
  class: 'collection',
  templateId: null,
  text: '',
  missing: {},
  audiences: [usualSelection('collection')],
  gatewayId: null,
  ratePerSecond: null,
  repeat: null,
  shortLinks: false,
};

/** The draft that is kept. */
export function draftOf(campaign: Campaign): Draft {
  const { name, class: campaignClass, templateId, text, missing, audiences, gatewayId, ratePerSecond, repeat, shortLinks } = campaign;
  return {
    name,
    class: campaignClass,
    templateId,
    text: templateId === null ? text : null,
    missing,
    audiences,
    gatewayId,
    ratePerSecond,
    repeat,
    shortLinks,
  };
}

/** Whether there is a text, so that anybody can be counted. */
export function hasText({ text, templateId }: Draft): boolean {
  return templateId !== null || (text ?? '').trim() !== '';
}

/** The selections of a draft that becomes another class: those nobody touched become its usual one, and advertising keeps to its phones. */
export function selectionsFor(campaignClass: CampaignClass, { audiences, class: before }: Draft): AudienceFilter[] {
  if (isUntouched(audiences, before)) return [usualSelection(campaignClass)];
  return audiences.map((one) => (campaignClass === 'marketing' ? { ...one, permission: 'marketing' } : one));
}

/** The selections with a list among them; it takes the place of a selection that nobody touched. */
export function withList({ audiences, class: campaignClass }: Draft, list: string): AudienceFilter[] {
  const added = { ...everybody(campaignClass === 'marketing' ? 'marketing' : 'billing'), list };
  return isUntouched(audiences, campaignClass) ? [added] : [...audiences, added];
}

function isUntouched(audiences: AudienceFilter[], campaignClass: CampaignClass): boolean {
  return sameValue(audiences, [usualSelection(campaignClass)]);
}
