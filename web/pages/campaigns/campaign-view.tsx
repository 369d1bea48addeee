import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { hasEnded } from '../../../domain/campaign-states.ts';
import { Card } from '../../parts/card.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { RunLink } from '../../parts/run-link.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { CampaignStateMark } from '../../states/campaign-state.tsx';
import { AnswersCard } from './answers-card.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignData } from './campaign-data.tsx';
import { CampaignDownloads } from './campaign-downloads.tsx';
import classes from './campaign-view.module.css';
import { Countdown } from './countdown.tsx';
import { LeftOut } from './left-out.tsx';
import { PaceCard } from './pace-card.tsx';
import { CampaignRuler } from './ruler/campaign-ruler.tsx';
import { StateBar, StateNumbers } from './state-bar.tsx';
import { useCampaignSentence } from './use-campaign-sentence.ts';

/** A campaign as it goes: where everybody is, how fast, when it is over, who did not get it and why. */
export function CampaignView({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const sentence = useCampaignSentence(campaign);
  const { name, state, counts } = campaign;
  const isEmpty = counts.audience === 0;
  return (
    <>
      <PageHead
        name={name}
        answer={sentence}
        actions={
          <>
            <CampaignActions campaign={campaign} />
            {!isEmpty && <CampaignDownloads campaign={campaign} />}
          </>
        }
      >
        <span className={classes.about}>
          <CampaignStateMark campaign={campaign} />
          <span>{name}</span>
          <span>{t(`class.${campaign.class}`)}</span>
          <RunLink kind="campaign" id={campaign.id} />
        </span>
      </PageHead>
      <Stack gap="md">
        <Card>
          <CampaignRuler campaign={campaign} />
        </Card>
        {state === 'countdown' && <Countdown campaign={campaign} />}
        {!isEmpty && (
          <Card
            title={t('view.everybody', { count: counts.audience })}
            aside={
              <Link to="/mensagens" search={{ campanha: campaign.id }} className={classes.all}>
                {t('view.messages')}
              </Link>
            }
          >
            <StateBar counts={counts} />
            <StateNumbers campaign={campaign} />
          </Card>
        )}
        {isEmpty && hasEnded(state) && (
          <Card>
            <Text c="dimmed">{t('view.nobody')}</Text>
          </Card>
        )}
        <div className={classes.columns}>
          <Stack gap="md">
            <PaceCard campaign={campaign} />
            {!isEmpty && <LeftOut campaign={campaign} />}
            {!isEmpty && <AnswersCard campaign={campaign} />}
          </Stack>
          <CampaignData campaign={campaign} />
        </div>
      </Stack>
    </>
  );
}
