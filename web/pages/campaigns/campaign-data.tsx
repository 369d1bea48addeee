import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { type Campaign, campaignReportQuery } from '../../queries/campaigns.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import { TemplateText } from '../../texts/template-text.tsx';
import { countOf } from './state-bar.tsx';

/** What was sent, at what cost, and how it fared. */
export function CampaignData({ campaign }: { campaign: Campaign }) {
  const { t, i18n } = useTranslation('campaigns');
  const { moment } = useWhen();
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const clicks = useQuery(campaignReportQuery(campaign.id)).data?.clicks ?? null;
  const { text, templateId, templateVersion, gatewayId, counts, canary, startAt, finishedAt } = campaign;
  const arrived = countOf(counts, 'delivered');
  const reported = arrived + countOf(counts, 'undelivered');
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Card title={t('data.title')}>
      <Stack gap="md">
        {text !== null && <TemplateText text={text} />}
        <Facts
          facts={[
            { label: t('data.cost'), value: counts.audience > 0 && cost(campaign.cost) },
            { label: t('data.delivery'), value: reported > 0 && share.format(arrived / reported) },
            {
              label: t('data.clicked'),
              value:
                clicks !== null &&
                clicks.share !== null &&
                t('data.clickedShare', { count: clicks.people, share: share.format(clicks.share) }),
            },
            { label: t('data.clicks'), value: clicks !== null && t('number', { count: clicks.total }) },
            { label: t('data.started'), value: startAt !== null && moment(startAt) },
            { label: t('data.ended'), value: finishedAt !== null && moment(finishedAt) },
            { label: t('data.gateway'), value: gateways.find(({ id }) => id === gatewayId)?.name },
            {
              label: t('data.template'),
              value: templateId !== null && (
                <Link to="/templates/$templateId" params={{ templateId }}>
                  {t('data.version', { version: templateVersion ?? '' })}
                </Link>
              ),
            },
            { label: t('data.canary'), value: canary !== null && t('data.first', { count: canary.recipients }) },
          ]}
        />
      </Stack>
    </Card>
  );
}
