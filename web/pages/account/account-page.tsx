import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { meQuery } from '../../queries/me.ts';
import { MySessions } from './my-sessions.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';

/** How my own account is protected, and where I am signed in. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { t: tFrame } = useTranslation('frame');
  const { t: tPeople } = useTranslation('people');
  const me = useQuery(meQuery);
  return (
    <Loaded query={me}>
      {({ name, user }) =>
        user !== null && (
          <>
            <PageHead
              name={tFrame('pages.account')}
              answer={t(user.secondFactor ? 'answer.factor' : 'answer.bare', { name: name.split(' ')[0] ?? name })}
            >
              {t('who', { email: user.email, role: tPeople(`role.${user.role}`) })}
              {!user.secondFactor && <div>{t('advice')}</div>}
            </PageHead>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Stack gap="md">
                <SecondFactorCard isOn={user.secondFactor} />
                <MySessions />
              </Stack>
              <div>
                <PasswordCard />
              </div>
            </SimpleGrid>
          </>
        )
      }
    </Loaded>
  );
}
