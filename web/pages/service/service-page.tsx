import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search-params.ts';
import { useWhen } from '../../format/when.ts';
import { ServiceMeanings } from '../../frame/service-meanings.tsx';
import { serviceStateOf } from '../../frame/service-state.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Settings, settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { HouseRulesCard } from './house-rules-card.tsx';
import { HouseRulesDrawer } from './house-rules-drawer.tsx';
import { ServiceDialog } from './service-dialog.tsx';
import { possibleIn, type ServiceQuestion } from './service-questions.ts';
import { ShortLinksCard } from './short-links-card.tsx';

const route = getRouteApi('/configuracao/servico');

/** Whether texts leave, and the switches. */
export function ServicePage() {
  const settings = useQuery(settingsQuery);
  return <Loaded query={settings}>{(found) => <ServiceView settings={found} />}</Loaded>;
}

function ServiceView({ settings }: { settings: Settings }) {
  const { t } = useTranslation('service');
  const { t: tFrame } = useTranslation('frame');
  const { moment } = useWhen();
  const may = useMay();
  const { pergunta, regras } = route.useSearch();
  const navigate = route.useNavigate();
  const state = serviceStateOf(settings);
  const possible = possibleIn[state];
  const ask = (question: ServiceQuestion | undefined) => void navigate({ search: { pergunta: question }, replace: question === undefined });
  const editRules = (opened: '1' | undefined) => void navigate({ search: { regras: opened }, replace: opened === undefined });
  const since = state === 'paused' ? settings.pausedAt : state === 'on' ? settings.serviceOnSince : null;
  return (
    <>
      <PageHead
        name={tFrame('pages.service')}
        answer={t(`answer.${state}`)}
        actions={
          may('settings:write') &&
          possible.map((question, index) => (
            <Button key={question} variant={index === 0 && state !== 'on' ? 'filled' : 'default'} onClick={() => ask(question)}>
              {t(`act.${question}`)}
            </Button>
          ))
        }
      >
        {since !== null && t(state === 'paused' ? 'pausedSince' : 'since', { when: moment(since) })}
      </PageHead>
      <Stack gap="md">
        <Card title={t('meanings')}>
          <Stack gap="md">
            <ServiceMeanings state={state} />
          </Stack>
        </Card>
        <HouseRulesCard settings={settings} onEdit={() => editRules('1')} />
        <ShortLinksCard linkOrigin={settings.linkOrigin} linkOriginInForce={settings.linkOriginInForce} readAt={settings.updatedAt} />
      </Stack>
      {may('settings:write') && <HouseRulesDrawer settings={settings} opened={regras !== undefined} onClose={() => editRules(undefined)} />}
      {may('settings:write') && <ServiceDialog state={state} question={oneOf(possible, pergunta)} onClose={() => ask(undefined)} />}
    </>
  );
}
