import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { ShortLinksCard } from './short-links-card.tsx';

/** Whether texts leave, and the switch. */
export function ServicePage() {
  const { t } = useTranslation('service');
  const { t: tFrame } = useTranslation('frame');
  const { moment } = useWhen();
  const may = useMay();
  const settings = useQuery(settingsQuery);
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (service: 'on' | 'off') => answerOf(api.v1.settings.$patch({ query: {}, json: { service } })),
    onSuccess: (answer) => {
      queryClient.setQueryData(settingsQuery.queryKey, answer);
      done(t(answer.service === 'on' ? 'turnedOn' : 'turnedOff'));
    },
  });
  return (
    <Loaded query={settings}>
      {({ service, serviceOnSince, linkOrigin, linkOriginInForce, updatedAt }) => (
        <>
          <PageHead
            name={tFrame('pages.service')}
            answer={t(`answer.${service}`)}
            actions={
              !may('settings:write') ? undefined : service === 'on' ? (
                <ConfirmButton
                  target={<Button variant="default">{t('turnOff')}</Button>}
                  title={t('turnOffTitle')}
                  says={t('turnOffSays')}
                  confirm={t('turnOff')}
                  mutation={change}
                  act={(onSuccess) => change.mutate('off', { onSuccess })}
                  dangerous
                />
              ) : (
                <ConfirmButton
                  target={<Button>{t('turnOn')}</Button>}
                  title={t('turnOnTitle')}
                  says={t('turnOnSays')}
                  confirm={t('turnOn')}
                  mutation={change}
                  act={(onSuccess) => change.mutate('on', { onSuccess })}
                />
              )
            }
          >
            {serviceOnSince !== null && service === 'on' && t('since', { when: moment(serviceOnSince) })}
          </PageHead>
          <ShortLinksCard linkOrigin={linkOrigin} linkOriginInForce={linkOriginInForce} readAt={updatedAt} />
        </>
      )}
    </Loaded>
  );
}
