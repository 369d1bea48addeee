import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Campaign, campaignReportQuery } from '../../queries/campaigns.ts';

const kinds = [
  { kind: 'replies', intent: undefined },
  { kind: 'optOuts', intent: 'opt-out' },
  { kind: 'wrongPersons', intent: 'wrong-person' },
] as const;

/** What people answered to a campaign; each number opens those answers. */
export function AnswersCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const report = useQuery(campaignReportQuery(campaign.id));
  return (
    <Card title={t('answers.title')}>
      <Loaded query={report} waiting={<WaitingLines lines={2} />}>
        {(found) => (
          <Facts
            facts={kinds.map(({ kind, intent }) => ({
              label: t(`answers.${kind}`),
              value: (
                <Link to="/respostas" search={{ campanha: campaign.id, pedido: intent }}>
                  {t('number', { count: found[kind] })}
                </Link>
              ),
            }))}
          />
        )}
      </Loaded>
    </Card>
  );
}
