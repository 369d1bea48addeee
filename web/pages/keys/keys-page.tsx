import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { keysQuery } from '../../queries/keys.ts';
import { useMay } from '../../queries/me.ts';
import { webhooksQuery } from '../../queries/webhooks.ts';
import { isLive, KeyList } from './key-list.tsx';
import { NewKeyDrawer } from './new-key-drawer.tsx';
import { newWebhook, WebhookDrawer } from './webhook-drawer.tsx';
import { WebhookList } from './webhook-list.tsx';

const route = getRouteApi('/configuracao/chaves');

/** Which other systems may call us, and which we call. */
export function KeysPage() {
  const { t } = useTranslation('keys');
  const { t: tFrame } = useTranslation('frame');
  const may = useMay();
  const keys = useQuery(keysQuery);
  const webhooks = useQuery(webhooksQuery);
  const { nova, webhook } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded query={keys}>
      {(all) => (
        <>
          <PageHead
            name={tFrame('pages.keys')}
            answer={t('answer', { count: all.filter((key) => isLive(key)).length })}
            actions={
              <Button variant="default" component="a" href="/docs" target="_blank">
                {t('documentation')}
              </Button>
            }
          >
            {t('says')}
          </PageHead>
          <Stack gap="md">
            <Card
              title={t('list')}
              aside={may('keys:write') && <Button onClick={() => void navigate({ search: { nova: 'chave' } })}>{t('add')}</Button>}
            >
              <KeyList all={all} />
            </Card>
            <Card
              title={t('webhooks.title')}
              aside={
                may('webhooks:write') && (
                  <Button onClick={() => void navigate({ search: { webhook: newWebhook } })}>{t('webhooks.add')}</Button>
                )
              }
            >
              <Group mb="sm" c="dimmed">
                {t('webhooks.says')}
              </Group>
              <Loaded query={webhooks}>{(found) => <WebhookList all={found} current={webhook} />}</Loaded>
            </Card>
          </Stack>
          <NewKeyDrawer opened={nova !== undefined} onClose={() => void navigate({ search: {} })} />
          <WebhookDrawer chosen={webhook} onClose={() => void navigate({ search: {} })} />
        </>
      )}
    </Loaded>
  );
}
