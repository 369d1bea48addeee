import { Button, Group, RingProgress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { useMay } from '../../queries/me.ts';
import { useCampaignAction } from './campaign-writes.ts';
import { useNow } from './use-now.ts';

/** The moment in which a start can be taken back. */
export function Countdown({ campaign: { id, countdownUntil, startedAt } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const undo = useCampaignAction(id);
  const now = useNow(200, true);
  const until = countdownUntil === null ? now : Date.parse(countdownUntil);
  const from = startedAt === null ? until : Date.parse(startedAt);
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  const share = Math.min(100, Math.max(0, ((until - now) / Math.max(1, until - from)) * 100));
  return (
    <Card>
      <Group wrap="nowrap">
        <RingProgress
          size={64}
          thickness={6}
          roundCaps
          sections={[{ value: share, color: 'var(--state-held)' }]}
          label={
            <Text ta="center" fw={700} className="figures" aria-hidden>
              {seconds}
            </Text>
          }
        />
        <div>
          <Text fw={650} role="timer">
            {seconds > 0 ? t('countdown.starts', { count: seconds }) : t('countdown.freezing')}
          </Text>
          <Text c="dimmed" size="sm">
            {t(seconds > 0 ? 'countdown.nothingLeft' : 'countdown.freezingSays')}
          </Text>
        </div>
        {seconds > 0 && may('campaigns:send') && (
          <Button ml="auto" size="md" loading={undo.isPending} onClick={() => undo.mutate('undo')}>
            {t('countdown.undo')}
          </Button>
        )}
      </Group>
      {undo.error !== null && <ProblemNote error={undo.error} />}
    </Card>
  );
}
