import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { languages, speak } from '../app/words.ts';
import { answerOf, api } from '../client/api.ts';
import { densities, useDensity } from '../parts/density.ts';
import { IconCheck, IconUserCircle } from '../parts/icons.ts';
import { meQuery } from '../queries/me.ts';
import { openShortcuts } from './opening.ts';

const languageNames = { 'pt-BR': 'Português', en: 'English' } as const;

/** How the console looks and speaks to this person. */
export function UserMenu() {
  const { t, i18n } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const { t: tSignIn } = useTranslation('signIn');
  const { data: me } = useQuery(meQuery);
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answerOf(api.auth['sign-out'].$post()),
    onSuccess: () => queryClient.resetQueries(),
  });
  const tick = (on: boolean) => on && <IconCheck size={16} aria-hidden />;
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('user.menu')}>
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me !== undefined && <Menu.Label>{me.name}</Menu.Label>}
        <Menu.Item renderRoot={(props) => <Link {...props} to="/conta" />}>{t('pages.account')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('user.theme')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} rightSection={tick(colorScheme === scheme)}>
            {t(`user.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('user.density')}</Menu.Label>
        {densities.map((each) => (
          <Menu.Item key={each} onClick={() => setDensity(each)} rightSection={tick(density === each)}>
            {t(`user.densities.${each}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('user.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item key={language} lang={language} onClick={() => void speak(language)} rightSection={tick(i18n.language === language)}>
            {languageNames[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={openShortcuts}>{t('user.shortcuts')}</Menu.Item>
        <Menu.Item component="a" href="/ajuda/index.html" target="_blank">
          {t('user.manual')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs" target="_blank">
          {t('user.documentation')}
        </Menu.Item>
        {me?.kind === 'user' && <Menu.Item onClick={() => signOut.mutate()}>{tSignIn('signOut')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
