import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exclusionReasons } from '../../../domain/audience.ts';
import { oneOf } from '../../app/search-params.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Campaign, type CampaignFailure, campaignFailuresQuery } from '../../queries/campaigns.ts';
import { messageLooks } from '../../states/look.ts';
import { MessageStateMark } from '../../states/state.tsx';
import classes from './left-out.module.css';
import { LeftOutDrawer } from './left-out-drawer.tsx';

const route = getRouteApi('/campanhas/$campaignId');

/** Who did not get it and why: what happened on the way, with what to do, and who was left out before it began. */
export function LeftOut({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const failures = useQuery(campaignFailuresQuery(campaign));
  const { ver } = route.useSearch();
  const navigate = route.useNavigate();
  const excluded = exclusionReasons.flatMap((reason) => {
    const people = campaign.excluded[reason] ?? 0;
    return people === 0 ? [] : [{ reason, people }];
  });
  return (
    <Card title={t('leftOut.title')}>
      <Loaded query={failures} waiting={<WaitingLines lines={2} height={32} />}>
        {(items) => {
          const most = Math.max(1, ...items.map(({ messages }) => messages), ...excluded.map(({ people }) => people));
          if (items.length + excluded.length === 0) return <Text c="dimmed">{t('leftOut.nobody')}</Text>;
          return (
            <>
              {items.length > 0 && (
                <ul className={classes.list}>
                  {items.map((failure) => (
                    <FailureRow key={`${failure.state} ${failure.reason}`} {...{ campaign, failure, most }} />
                  ))}
                </ul>
              )}
              {excluded.length > 0 && (
                <>
                  <h3 className={classes.heading}>{t('leftOut.before')}</h3>
                  <ul className={classes.list}>
                    {excluded.map(({ reason, people }) => (
                      <Row
                        key={reason}
                        share={people / most}
                        color="var(--state-suppressed)"
                        count={
                          <Link from="/campanhas/$campaignId" to="." search={{ ver: reason }} resetScroll={false}>
                            {t('number', { count: people })}
                          </Link>
                        }
                      >
                        {t(`excluded.${reason}`)}
                      </Row>
                    ))}
                  </ul>
                </>
              )}
            </>
          );
        }}
      </Loaded>
      <LeftOutDrawer
        campaign={campaign}
        reason={oneOf(exclusionReasons, ver)}
        onClose={() => void navigate({ search: {}, resetScroll: false })}
      />
    </Card>
  );
}

function FailureRow({ campaign, failure, most }: { campaign: Campaign; failure: CampaignFailure; most: number }) {
  const { t } = useTranslation('campaigns');
  const { state, reason, messages } = failure;
  return (
    <Row
      share={messages / most}
      color={messageLooks[state].color}
      count={
        <Link to="/mensagens" search={{ campanha: campaign.id, estado: state }}>
          {t('number', { count: messages })}
        </Link>
      }
    >
      <MessageStateMark state={state} reason={reason} />
      <Text c="dimmed" size="sm">
        {t(`advice.${state}`)}
      </Text>
    </Row>
  );
}

function Row({ share, color, count, children }: { share: number; color: string; count: ReactNode; children: ReactNode }) {
  return (
    <li className={classes.row}>
      <span className={`${classes.count} figures`}>{count}</span>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${Math.max(1, share * 100)}%`, background: color }} />
      </span>
      <div className={classes.words}>{children}</div>
    </li>
  );
}
