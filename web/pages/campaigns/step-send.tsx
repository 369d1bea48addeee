import { Button, Checkbox, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plusDays, useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { instantAt } from '../../format/zoned.ts';
import { Card } from '../../parts/card.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { gatewaysQuery, settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { useCarrierGateway } from '../../texts/use-carrier.ts';
import { useStart } from './campaign-writes.ts';
import type { StepProps } from './draft.ts';
import { gatewayPace, usePaceWords } from './pace.ts';
import { PaceSlider } from './pace-slider.tsx';
import { RepeatInput } from './repeat-input.tsx';
import classes from './step-text.module.css';
import { useAudiencePreview } from './use-audience-preview.ts';
import { useRepeatWords } from './use-repeat-words.ts';

type Props = StepProps & { campaign: Campaign; keep: () => Promise<Campaign> };

const usualCanary = 20;
/** Below so many a first few are no help. */
const canaryFrom = 100;

/** When, how fast, with a first few or without; the button says to how many. */
export function StepSend({ campaign, draft, onChange, keep }: Props) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const { today, moment, zone } = useWhen();
  const { preview, unit } = useAudiencePreview(draft);
  const settings = useQuery(settingsQuery).data;
  const start = useStart(campaign);
  const [isLater, setLater] = useState(false);
  const repeating = useRepeatWords();
  const { repeat } = draft;
  const when = repeat !== null ? 'repeat' : isLater ? 'later' : 'now';
  const [date, setDate] = useState(plusDays(today(), 1));
  const [time, setTime] = useState('09:00');
  const [canary, setCanary] = useState<number | null | undefined>(undefined);
  const { at, others } = useFieldProblems(start.error, ['at', 'repeat.time']);
  const count = preview.data?.count ?? 0;
  const sample = canary === undefined ? (count >= canaryFrom ? usualCanary : null) : canary;
  const approvalAbove = settings?.campaignApprovalAbove ?? null;
  const needsApproval = approvalAbove !== null && count > approvalAbove;
  const startAt = when === 'later' ? instantAt(date, time, zone) : null;

  const says =
    repeat !== null
      ? t('send.saysRepeat', { when: repeating(repeat) })
      : startAt === null
        ? t('send.saysNow')
        : t('send.saysAt', { when: moment(startAt) });
  const choose = (chosen: 'now' | 'later' | 'repeat') => {
    setLater(chosen === 'later');
    onChange({ repeat: chosen === 'repeat' ? { every: 'month', day: 5, time: '09:00' } : null });
  };

  const send = async () => {
    const kept = await keep().catch(() => null);
    if (kept === null) return;
    const first = sample === null ? null : { recipients: sample, deliveredShare: null };
    await start.mutateAsync({ at: startAt, canary: first }).catch(() => null);
  };

  return (
    <div className={classes.columns}>
      <Stack gap="md">
        <Card title={t('send.when')}>
          <Group align="flex-end">
            <SegmentedControl
              aria-label={t('send.when')}
              value={when}
              data={(['now', 'later', 'repeat'] as const).map((value) => ({ value, label: t(`send.${value}`) }))}
              onChange={choose}
            />
            {when === 'later' && (
              <>
                <TextInput
                  type="date"
                  label={t('send.date')}
                  min={today()}
                  error={at('at')}
                  value={date}
                  onChange={(event) => setDate(event.currentTarget.value || date)}
                />
                <TextInput
                  type="time"
                  label={t('send.time')}
                  value={time}
                  onChange={(event) => setTime(event.currentTarget.value || time)}
                />
                <Text c="dimmed" size="sm" pb={8}>
                  {tCommon('time.placeClock', { place: placeOfZone(zone) })}
                </Text>
              </>
            )}
          </Group>
          {repeat !== null && (
            <RepeatInput repeat={repeat} error={at('repeat.time')} onChange={(changed) => onChange({ repeat: changed })} />
          )}
          <Text c="dimmed" size="sm" mt="xs">
            {t(`send.windowSays.${draft.class}`)}
          </Text>
        </Card>
        <Card title={t('send.first')}>
          <Checkbox
            label={t('send.canary')}
            description={t('send.canarySays')}
            checked={sample !== null}
            onChange={(event) => setCanary(event.currentTarget.checked ? usualCanary : null)}
          />
          {sample !== null && (
            <NumberInput
              mt="sm"
              w={160}
              label={t('send.canarySize')}
              min={1}
              max={10_000}
              value={sample}
              onChange={(value) => setCanary(Number(value) || 1)}
            />
          )}
        </Card>
        <Pace draft={draft} onChange={onChange} />
      </Stack>
      <Card title={t('send.ready')}>
        <Stack gap="sm">
          <Text>
            {says}
            {sample !== null && sample < count && ` ${t('send.saysCanary', { count: sample })}`}
          </Text>
          {preview.data?.duration != null && when === 'now' && (
            <Text>{t('send.ends', { when: moment(preview.data.duration.endsAt) })}</Text>
          )}
          {needsApproval && <Text c="var(--warn)">{t('send.approval', { count: approvalAbove })}</Text>}
          {settings !== undefined && settings.service !== 'on' && <Text c="var(--warn)">{t('send.serviceOff')}</Text>}
          {preview.error !== null && <ProblemNote error={preview.error} />}
          {others !== null && <ProblemNote error={others} />}
          {may('campaigns:send') ? (
            <Button size="md" loading={start.isPending} disabled={count === 0 && when === 'now'} onClick={() => void send()}>
              {when === 'repeat' ? t('send.button.repeat') : t(`send.button.${when}.${unit}`, { count })}
            </Button>
          ) : (
            <Text c="dimmed">{t('send.mayNot')}</Text>
          )}
        </Stack>
      </Card>
    </div>
  );
}

/** Its own rate below the gateway's, and the gateway where there is a choice. */
function Pace({ draft, onChange }: StepProps) {
  const { t } = useTranslation('campaigns');
  const words = usePaceWords();
  const gateways = (useQuery(gatewaysQuery).data ?? []).filter(({ channel, enabled }) => channel === 'sms' && enabled);
  const gateway = useCarrierGateway('campaigns', draft.gatewayId);
  const own = draft.ratePerSecond;
  return (
    <Card title={t('pace.title')}>
      <Text size="sm">{own === null ? t('pace.saysAll') : t('pace.saysOwn', { pace: words(own) })}</Text>
      <PaceSlider value={own} gateway={gatewayPace(gateway)} onChange={(ratePerSecond) => onChange({ ratePerSecond })} />
      {gateways.length > 1 && (
        <Select
          mt="md"
          w={260}
          label={t('pace.gateway')}
          clearable
          placeholder={gateway?.name ?? ''}
          value={draft.gatewayId}
          data={gateways.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(gatewayId) => onChange({ gatewayId })}
        />
      )}
    </Card>
  );
}
