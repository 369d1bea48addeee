import { Fieldset, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WholeNumber, WholeNumberOrNone } from '../../parts/whole-number.tsx';
import type { RulesPart } from './house-rules.ts';

/** What a limit begins with when it is switched on. */
const usualCap = { days: 7, perCustomer: 2, perPhone: 2 };

/** When a campaign needs a second person, and how much advertising is enough. */
export function CampaignRules({ rules: { campaignApprovalAbove, campaignCap }, onChange, at }: RulesPart) {
  const { t } = useTranslation('service');
  const set = (change: Partial<typeof usualCap>) => campaignCap !== null && onChange({ campaignCap: { ...campaignCap, ...change } });
  return (
    <Fieldset legend={t('rules.campaigns.legend')}>
      <Stack>
        <WholeNumberOrNone
          label={t('rules.campaigns.approval')}
          hint={t('rules.campaigns.approvalHint')}
          min={0}
          error={at('campaignApprovalAbove')}
          value={campaignApprovalAbove}
          onChange={(above) => onChange({ campaignApprovalAbove: above })}
        />
        <Switch
          label={t('rules.campaigns.cap')}
          checked={campaignCap !== null}
          onChange={(event) => onChange({ campaignCap: event.currentTarget.checked ? usualCap : null })}
        />
        {campaignCap !== null && (
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <WholeNumber
              label={t('rules.campaigns.capDays')}
              min={1}
              max={365}
              error={at('campaignCap.days')}
              value={campaignCap.days}
              onChange={(days) => set({ days })}
            />
            <WholeNumber
              label={t('rules.campaigns.capCustomer')}
              min={1}
              max={100}
              error={at('campaignCap.perCustomer')}
              value={campaignCap.perCustomer}
              onChange={(perCustomer) => set({ perCustomer })}
            />
            <WholeNumber
              label={t('rules.campaigns.capPhone')}
              min={1}
              max={100}
              error={at('campaignCap.perPhone')}
              value={campaignCap.perPhone}
              onChange={(perPhone) => set({ perPhone })}
            />
          </SimpleGrid>
        )}
      </Stack>
    </Fieldset>
  );
}
