import { Drawer } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExclusionReason } from '../../../domain/audience.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { type Campaign, leftOutQuery } from '../../queries/campaigns.ts';
import { rowsOf } from '../../queries/pages.ts';
import classes from './audience/people-drawer.module.css';
import { PersonLine } from './audience/person-line.tsx';

type Props = { campaign: Campaign; reason: ExclusionReason | undefined; onClose: () => void };

/** The people behind a number of those left out. */
export function LeftOutDrawer({ campaign, reason, onClose }: Props) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer
      opened={reason !== undefined}
      onClose={onClose}
      title={reason !== undefined && t(`excluded.${reason}`)}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {reason !== undefined && <People {...{ campaign, reason }} />}
    </Drawer>
  );
}

function People({ campaign, reason }: { campaign: Campaign; reason: ExclusionReason }) {
  const list = useInfiniteQuery(leftOutQuery(campaign.id, reason));
  return (
    <Loaded query={list} waiting={<WaitingLines lines={10} />}>
      {(data) => {
        const people = rowsOf(data);
        return (
          <>
            <ul className={classes.people}>
              {people.map((person) => (
                <li key={`${person.customerId} ${person.chargeId} ${person.phone}`}>
                  <PersonLine person={person} />
                </li>
              ))}
            </ul>
            <MoreButton list={list} shown={people.length} />
          </>
        );
      }}
    </Loaded>
  );
}
