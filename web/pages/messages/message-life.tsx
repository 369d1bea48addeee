import { Code, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import life from '../../parts/life.module.css';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import { gatewaysQuery } from '../../queries/house.ts';
import type { WholeMessage } from '../../queries/messages.ts';
import { MessageStateMark } from '../../states/state.tsx';
import { MessageActions } from './message-actions.tsx';
import classes from './message-life.module.css';

/** A message from plan to receipt: the text as it arrives, what happened when, and where it came from. */
export function MessageLife({ message }: { message: WholeMessage }) {
  const { t } = useTranslation('messages');
  return (
    <Stack gap="lg">
      <MessageStateMark state={message.state} reason={message.reason} />
      <PhoneBubble text={message.text} subject={message.subject} segments={message.segments} unicode={message.encoding === 'UCS-2'} />
      <MessageActions message={message} />
      <section>
        <Title order={3} size="h5" mb="sm">
          {t('life.happened')}
        </Title>
        <Events message={message} />
      </section>
      <section>
        <Title order={3} size="h5" mb="sm">
          {t('life.about')}
        </Title>
        <Origin message={message} />
      </section>
    </Stack>
  );
}

function Events({ message }: { message: WholeMessage }) {
  const { t } = useTranslation('messages');
  const { moment, timeWithSeconds, localDate, day } = useWhen();
  return (
    <ol className={life.events}>
      <li>
        <Text c="dimmed" size="sm">
          {t('life.planned', { when: moment(message.plannedFor) })}
          {message.notBefore > message.plannedFor && `; ${t('life.notBefore', { when: moment(message.notBefore) })}`}
        </Text>
      </li>
      {message.events.map(({ at, state, detail }) => (
        <li key={`${at} ${state}`}>
          <div className={life.event}>
            <MessageStateMark state={state} reason={textIn(detail, 'reason')} />
            <time dateTime={at} className={life.time}>
              {day(localDate(at))} {timeWithSeconds(at)}
            </time>
          </div>
          {textIn(detail, 'answer') !== null && (
            <div className={classes.answered}>
              {t('life.answer')}
              <Code block className={classes.answer}>
                {textIn(detail, 'answer')}
              </Code>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Origin({ message }: { message: WholeMessage }) {
  const { t } = useTranslation('messages');
  const { t: tState } = useTranslation('states');
  const { moment } = useWhen();
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const facts: Fact[] = [
    { label: t('life.kind'), value: message.rule === null ? tState(`kind.${message.kind}`) : t('life.rule', { rule: message.rule }) },
    {
      label: t('life.customer'),
      value: message.customerId !== null && (
        <Link to="/clientes/$customerId" params={{ customerId: message.customerId }}>
          {message.customerName ?? message.customerId}
        </Link>
      ),
    },
    {
      label: t('life.charge'),
      value: message.chargeId !== null && (
        <Link to="/cobrancas/$chargeId" params={{ chargeId: message.chargeId }}>
          {message.chargeId}
        </Link>
      ),
    },
    { label: t('life.gateway'), value: gateways.find(({ id }) => id === message.gatewayId)?.name ?? message.gatewayId },
    { label: t('life.providerId'), value: message.providerId },
    { label: t('life.cost'), value: cost(message.cost) },
    {
      label: t('life.clicks'),
      value:
        message.clicks !== null &&
        (message.firstClickAt === null
          ? t('life.noClick')
          : t('life.clicked', { count: message.clicks, when: moment(message.firstClickAt) })),
    },
    { label: t('life.validUntil'), value: moment(message.sendUntil) },
    {
      label: t('life.resendOf'),
      value: message.resendOf !== null && (
        <Link to="/mensagens" search={{ mensagem: message.resendOf }}>
          {message.resendOf}
        </Link>
      ),
    },
  ];
  return <Facts facts={facts} />;
}

function textIn(detail: Record<string, unknown> | null, name: string): string | null {
  const value = detail?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
