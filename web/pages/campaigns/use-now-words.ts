import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { lightOf } from '../../frame/gateway-light.ts';
import { useServiceState } from '../../frame/use-service-state.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { gatewaysQuery } from '../../queries/house.ts';
import { usePaceWords } from './pace.ts';

/** How fast a campaign goes now; where nothing leaves, why. */
export function useNowWords({ state, pausedReason, rate, counts, opensAt, gatewayId }: Campaign): string {
  const { t } = useTranslation('campaigns');
  const { moment } = useWhen();
  const words = usePaceWords();
  const service = useServiceState();
  const gateway = useQuery(gatewaysQuery).data?.find(({ id }) => id === gatewayId);
  if (state === 'paused') return t('pace.stopped', { reason: t(`paused.${pausedReason ?? 'by-hand'}`) });
  if (state === 'scheduled' || state === 'countdown') return t('pace.notYet');
  if (state === 'cancelling') return t('pace.ending');
  if (rate > 0) return words(rate);
  if (service !== 'on') return t('pace.stopped', { reason: t(`pace.service.${service}`) });
  const light = gateway === undefined ? 'running' : lightOf(gateway);
  if (light !== 'running') return t('pace.stopped', { reason: t(`pace.light.${light}`) });
  if (opensAt !== null) return t('pace.closed', { when: moment(opensAt) });
  if (state === 'canary') return t('pace.sample');
  return t(counts.queued > 0 ? 'pace.turn' : 'pace.ending');
}
