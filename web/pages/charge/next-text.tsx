import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { isAhead, isGoing } from '../../ladder/step.ts';
import { Card } from '../../parts/card.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import type { TimelineStep } from '../../queries/charges.ts';

/** The next text as it will arrive; where none has an hour, the last one that went. */
export function NextText({ steps }: { steps: TimelineStep[] }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const ordered = steps.toSorted((a, b) => (a.sendsAt < b.sendsAt ? -1 : 1));
  const step = ordered.find(isGoing) ?? ordered.findLast((last) => last.preview !== null && !isAhead(last));
  if (step === undefined) return null;
  return (
    <Card title={t(isGoing(step) ? 'one.arrives' : 'one.arrived', { when: moment(step.sendsAt) })}>
      {step.preview === null ? <Text c="dimmed">{t('one.noText')}</Text> : <PhoneBubble {...step.preview} />}
    </Card>
  );
}
