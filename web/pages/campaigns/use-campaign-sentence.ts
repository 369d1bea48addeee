import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useServiceState } from '../../frame/use-service-state.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { countOf } from './state-bar.tsx';
import { useRepeatWords } from './use-repeat-words.ts';

/** Where a campaign stands, in a sentence. */
export function useCampaignSentence(campaign: Campaign): string {
  const { t } = useTranslation('campaigns');
  const { moment } = useWhen();
  const repeating = useRepeatWords();
  const { state, counts, canary, approval, startAt, endsAt, pausedReason, repeat } = campaign;
  const waiting = countOf(counts, 'queued');
  const left = counts.audience - waiting;
  const sent = { left: t('number', { count: left }), count: counts.audience };
  const service = useServiceState();
  const when = startAt === null ? '' : moment(startAt);
  switch (state) {
    case 'draft':
      return t('sentence.draft');
    case 'scheduled':
      if (approval === 'waiting') return t('sentence.approval');
      return repeat === null ? t('sentence.scheduled', { when }) : t('sentence.repeats', { when: repeating(repeat) });
    case 'countdown':
      return t('sentence.countdown');
    case 'canary': {
      const recipients = canary?.recipients ?? 0;
      if (left - countOf(counts, 'sending') < recipients && waiting > 0) return t('sentence.canarySending', { count: recipients });
      return t(canary?.deliveredShare === null ? 'sentence.canarySent' : 'sentence.canaryWaits', { count: recipients });
    }
    case 'running':
      if (service !== 'on') return t('sentence.stopped', { ...sent, reason: t(`pace.service.${service}`) });
      if (endsAt === null) return t('sentence.running', sent);
      return t('sentence.runningUntil', { ...sent, when: moment(endsAt) });
    case 'paused':
      return t('sentence.paused', { reason: t(`paused.${pausedReason ?? 'by-hand'}`), count: waiting });
    case 'finishing':
      return t('sentence.finishing', { count: countOf(counts, 'sending') });
    case 'finished':
      return t('sentence.finished', { left: t('number', { count: countOf(counts, 'accepted', 'delivered') }), count: counts.audience });
    case 'cancelling':
      return t('sentence.cancelling');
    case 'cancelled':
      return t('sentence.cancelled', { count: countOf(counts, 'cancelled') });
  }
}
