import { Drawer, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../../format/phone.ts';
import { Loaded, WaitingLines } from '../../../parts/loaded.tsx';
import { MoreButton } from '../../../parts/more-button.tsx';
import { type Asked, audiencePeopleQuery, type Person, type Shown } from '../../../queries/audiences.ts';
import { rowsOf } from '../../../queries/pages.ts';
import classes from './people-drawer.module.css';

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

function PersonLine({ person: { customerId, name, phone, text, detail } }: { person: Person }) {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <div className={classes.who}>
        {customerId === null ? (
          <span>{t('audience.nobody')}</span>
        ) : (
          <Link to="/clientes/$customerId" params={{ customerId }}>
            {name}
          </Link>
        )}
        <span className={classes.phone}>{phone === null ? '' : phoneShown(phone)}</span>
      </div>
      {text !== null && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      )}
      {detail !== null && (
        <Text size="sm" c="var(--warn)">
          {t('audience.without', { name: `{${detail}}` })}
        </Text>
      )}
    </>
  );
}
