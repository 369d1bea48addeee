import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClockHour3,
  IconFileText,
  IconHourglass,
  IconSend,
} from '../../parts/icons.ts';
import life from '../../parts/life.module.css';
import type { Reports, TimelineStep } from '../../queries/charges.ts';
import { useActorWords } from '../audit/audit-words.ts';
import { type NetworkEvent, networkEvents } from './network-events.ts';
import classes from './network-life.module.css';

type Look = { icon: Icon; color: string };

const looks: Record<NetworkEvent['kind'], Look> = {
  asked: { icon: IconSend, color: 'var(--state-sending)' },
  requested: { icon: IconHourglass, color: 'var(--state-queued)' },
  done: { icon: IconCircleCheck, color: 'var(--state-delivered)' },
  refused: { icon: IconBan, color: 'var(--state-refused)' },
  failed: { icon: IconCircleX, color: 'var(--state-undelivered)' },
  expired: { icon: IconClockHour3, color: 'var(--state-expired)' },
  reported: { icon: IconCircleCheck, color: 'var(--state-delivered)' },
  proven: { icon: IconFileText, color: 'var(--state-accepted)' },
};

/** What happened outside our texts: what the network system was asked and said, what it reported by itself, how else the customer was told. */
export function NetworkLife({ step, reports }: { step: TimelineStep; reports: Reports }) {
  const { t } = useTranslation('charges');
  const events = networkEvents(step, reports);
  if (events.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        {t('network.title')}
      </Title>
      <ol className={life.events}>
        {events.map((event) => (
          <li key={event.key}>
            <EventWords event={event} step={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function EventWords({ event, step }: { event: NetworkEvent; step: TimelineStep }) {
  const { moment } = useWhen();
  const said = useSaid(event, step);
  const { icon: Mark, color } = looks[event.kind];
  return (
    <>
      <div className={life.event}>
        <span className={classes.word} style={{ color }}>
          <Mark size={16} stroke={2.2} aria-hidden />
          {said.word}
        </span>
        {event.kind !== 'requested' && event.kind !== 'expired' && (
          <time dateTime={event.at} className={life.time}>
            {moment(event.at)}
          </time>
        )}
      </div>
      {said.lines.map((line) => (
        <Text key={line} c="dimmed" size="sm">
          {line}
        </Text>
      ))}
    </>
  );
}

function useSaid(event: NetworkEvent, { event: about }: TimelineStep): { word: string; lines: string[] } {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const whoIs = useActorWords();
  switch (event.kind) {
    case 'asked': {
      const asked = about === 'paid' ? 'restore' : about;
      const lines =
        event.accessIds === null ? [] : [t('network.lines', { count: event.accessIds.length, lines: event.accessIds.join(', ') })];
      return { word: isAsked(asked) ? t(`network.asked.${asked}`) : t('network.asked.other'), lines };
    }
    case 'requested':
      return { word: t('network.requested'), lines: about === 'paid' ? [] : [t('network.requestedSays')] };
    case 'expired':
      return { word: t('network.expired'), lines: [t(about === 'paid' ? 'network.restoreStuck' : 'network.expiredSays')] };
    case 'done':
      return { word: t('network.done'), lines: given(event.reason) };
    case 'refused':
    case 'failed':
      return {
        word: t(`network.${event.kind}`),
        lines: [...given(event.reason), t(about === 'paid' ? 'network.restoreStuck' : 'network.stuck')],
      };
    case 'reported':
    case 'proven': {
      const { recordedBy: actor, recordedByName: actorName, recordedAt } = event;
      const recorded = t('network.recordedBy', { who: whoIs({ actor, actorName }), when: moment(recordedAt) });
      if (event.kind === 'reported') return { word: t('network.reported'), lines: [recorded] };
      const channel = t(`proof.by.${event.channel}`);
      return { word: t('network.proven', { channel }), lines: [...given(event.evidence), recorded] };
    }
  }
}

function given(text: string | null): string[] {
  return text === null ? [] : [text];
}

const asked = ['speed_reduction', 'total_block', 'cancellation', 'restore'] as const;
type Asked = (typeof asked)[number];

function isAsked(name: string): name is Asked {
  return asked.some((known) => known === name);
}
