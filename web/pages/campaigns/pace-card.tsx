import { Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hasEnded } from '../../../domain/campaign-states.ts';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { useTuning } from './campaign-writes.ts';
import { gatewayPace, usePaceWords } from './pace.ts';
import classes from './pace-card.module.css';
import { PaceSlider } from './pace-slider.tsx';
import { useNowWords } from './use-now-words.ts';

/** How fast it goes, how fast it may, over which gateway, and when it will be over. A change is in force within two seconds. */
export function PaceCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const words = usePaceWords();
  const now = useNowWords(campaign);
  const { moment } = useWhen();
  const may = useMay();
  const tuning = useTuning(campaign.id);
  const gateways = (useQuery(gatewaysQuery).data ?? []).filter(({ channel, enabled }) => channel === 'sms' && enabled);
  const gateway = gateways.find(({ id }) => id === campaign.gatewayId);
  const allowed = gatewayPace(gateway);
  const own = campaign.ratePerSecond;
  if (hasEnded(campaign.state)) return null;
  return (
    <Card title={t('pace.title')}>
      <div className={classes.now}>
        <div>
          <Text c="dimmed" size="xs">
            {t('pace.now')}
          </Text>
          <Text className={`${classes.big} figures`}>{now}</Text>
        </div>
        <div>
          <Text c="dimmed" size="xs">
            {t('pace.allowed')}
          </Text>
          <Text className={`${classes.big} figures`}>{words(own ?? allowed)}</Text>
        </div>
        <div>
          <Text c="dimmed" size="xs">
            {t('pace.ends')}
          </Text>
          <Text className={`${classes.big} figures`}>{campaign.endsAt === null ? t('pace.unknown') : moment(campaign.endsAt)}</Text>
        </div>
      </div>
      {may('campaigns:send') && (
        <>
          <Text size="sm" mt="md">
            {own === null ? t('pace.saysAll') : t('pace.saysOwn', { pace: words(own) })}
          </Text>
          <PaceSlider value={own} gateway={allowed} onChange={(ratePerSecond) => tuning.mutate({ ratePerSecond })} />
          {gateways.length > 1 && (
            <Group mt="sm">
              <Select
                label={t('pace.gateway')}
                w={260}
                allowDeselect={false}
                value={campaign.gatewayId}
                data={gateways.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(gatewayId) => gatewayId !== null && tuning.mutate({ gatewayId })}
              />
            </Group>
          )}
        </>
      )}
      {tuning.error !== null && <ProblemNote error={tuning.error} />}
    </Card>
  );
}
