import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Campaign, campaignReportQuery } from '../../queries/campaigns.ts';

/** What people answered to a campaign. */
export function AnswersCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const report = useQuery(campaignReportQuery(campaign.id));
  return (
    <Card title={t('answers.title')}>
      <Loaded query={report} waiting={<WaitingLines lines={2} />}>
        {(found) => (
          <Facts
            facts={(['replies', 'optOuts', 'wrongPersons'] as const).map((kind) => ({
              label: t(`answers.${kind}`),
              value: t('number', { count: found[kind] }),
            }))}
          />
        )}
      </Loaded>
    </Card>
  );
}
