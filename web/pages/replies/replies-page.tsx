import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OptOuts } from './opt-outs.tsx';
import { Replies } from './replies.tsx';

const route = getRouteApi('/respostas');

/** What people answered, and the phones that said no. */
export function RepliesPage() {
  const { t } = useTranslation('replies');
  const { aba } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      value={aba === 'recusas' ? 'recusas' : 'respostas'}
      keepMounted={false}
      onChange={(tab) => void navigate({ search: tab === 'recusas' ? { aba: 'recusas' } : {} })}
    >
      <Tabs.List mb="lg" aria-label={t('tabs.label')}>
        <Tabs.Tab value="respostas">{t('tabs.replies')}</Tabs.Tab>
        <Tabs.Tab value="recusas">{t('tabs.optOuts')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="respostas">
        <Replies />
      </Tabs.Panel>
      <Tabs.Panel value="recusas">
        <OptOuts />
      </Tabs.Panel>
    </Tabs>
  );
}
