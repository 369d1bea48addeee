import { Drawer } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded, WaitingLines } from '../../../parts/loaded.tsx';
import { MoreButton } from '../../../parts/more-button.tsx';
import { type Asked, audiencePeopleQuery, type Shown } from '../../../queries/audiences.ts';
import { rowsOf } from '../../../queries/pages.ts';
import classes from './people-drawer.module.css';
import { PersonLine } from './person-line.tsx';

type Props = { asked: Asked; shown: Shown | null; onClose: () => void };

/** The people behind a number: who gets it with what text, or who is left out. */
export function PeopleDrawer({ asked, shown, onClose }: Props) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const title = shown === null || shown === 'included' ? t('audience.included') : t(`excluded.${shown}`);
  return (
    <Drawer opened={shown !== null} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      {shown !== null && <People {...{ asked, shown }} />}
    </Drawer>
  );
}

function People({ asked, shown }: { asked: Asked; shown: Shown }) {
  const list = useInfiniteQuery(audiencePeopleQuery(asked, shown));
  return (
    <Loaded query={list} waiting={<WaitingLines lines={10} />}>
      {(data) => {
        const people = rowsOf(data);
        return (
          <>
            <ul className={classes.people}>
              {people.map((person) => (
                <li key={`${person.customerId} ${person.chargeId} ${person.phone}`}>
                  <PersonLine person={person} text={person.text} />
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
