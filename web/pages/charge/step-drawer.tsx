import { Drawer, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { phoneShown } from '../../format/phone.ts';
import { isAhead } from '../../ladder/step.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import type { Charge, Reports, TimelineStep } from '../../queries/charges.ts';
import { messagesQuery } from '../../queries/messages.ts';
import { rowsOf } from '../../queries/pages.ts';
import { MessageStateMark, StepStateMark } from '../../states/state.tsx';
import { NetworkLife } from './network-life.tsx';
import { StepActions } from './step-actions.tsx';
import { StepChoice } from './step-choice.tsx';
import classes from './step-drawer.module.css';
import { WhyWords } from './why.tsx';

type Props = { step: TimelineStep | null; reports: Reports; charge: Charge; onClose: () => void };

/** One step: its text as the phone shows it, what can be done, what the network system did, why that hour, and the messages it became. */
export function StepDrawer({ step, reports, charge, onClose }: Props) {
  const { t } = useTranslation('common');
  const nameOf = useStepName(charge.dueDate);
  return (
    <Drawer
      opened={step !== null}
      onClose={onClose}
      title={step === null ? '' : `#${step.rule} ${nameOf(step)}`}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {step !== null && <StepDetails step={step} reports={reports} charge={charge} />}
    </Drawer>
  );
}

function StepDetails({ step, reports, charge }: { step: TimelineStep; reports: Reports; charge: Charge }) {
  const { t } = useTranslation('charges');
  return (
    <Stack gap="lg">
      <StepStateMark state={step.state} reason={step.reason} />
      {step.preview === null ? (
        isAhead(step) && <Text c="dimmed">{t('one.noText')}</Text>
      ) : (
        <div>
          <PhoneBubble {...step.preview} />
          <Text c="dimmed" size="sm" mt={4}>
            {cost(step.preview.cost)}
          </Text>
        </div>
      )}
      <StepChoice key={`choice ${step.stepId}`} step={step} chargeId={charge.id} />
      <StepActions key={step.stepId} step={step} chargeId={charge.id} />
      <NetworkLife step={step} reports={reports} />
      <section>
        <Title order={3} size="h5" mb="xs">
          {t('step.whyHour')}
        </Title>
        <WhyWords step={step} />
      </section>
      <section>
        <Title order={3} size="h5" mb="xs">
          {t('step.messages')}
        </Title>
        {step.messageIds.length === 0 ? (
          <Text c="dimmed">{t('step.noMessage')}</Text>
        ) : (
          <StepMessages ids={step.messageIds} chargeId={charge.id} />
        )}
      </section>
    </Stack>
  );
}

function StepMessages({ ids, chargeId }: { ids: string[]; chargeId: string }) {
  const messages = useInfiniteQuery(messagesQuery({ chargeId }));
  return (
    <Loaded query={messages}>
      {(data) => (
        <ul className={classes.messages}>
          {rowsOf(data)
            .filter(({ id }) => ids.includes(id))
            .map(({ id, to, state, reason }) => (
              <li key={id}>
                <Link to="/mensagens" search={{ cobranca: chargeId, mensagem: id }}>
                  {phoneShown(to)}
                </Link>
                <MessageStateMark state={state} reason={reason} />
              </li>
            ))}
        </ul>
      )}
    </Loaded>
  );
}
