import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageState, StepState } from '../../domain/states.ts';
import { type Look, messageLooks, stepLooks } from './look.ts';
import { useReason } from './reason.ts';
import classes from './state.module.css';

/** A message's state in its colour, icon and word, with the reason where there is one. */
export function MessageStateMark({ state, reason = null }: { state: MessageState; reason?: string | null }) {
  const { t } = useTranslation('states');
  return (
    <Tooltip label={t(`messageMeans.${state}`)}>
      <Mark look={messageLooks[state]} word={t(`message.${state}`)} reason={reason} />
    </Tooltip>
  );
}

/** A step's state; where its message is known, the message's own state says more. */
export function StepStateMark({ state, message, reason = null }: { state: StepState; message?: MessageState; reason?: string | null }) {
  const { t } = useTranslation('states');
  if (message !== undefined) return <MessageStateMark state={message} reason={reason} />;
  return <Mark look={stepLooks[state]} word={t(`step.${state}`)} reason={reason} />;
}

function Mark({ look, word, reason, ...rest }: { look: Look; word: string; reason: string | null }) {
  const because = useReason(reason);
  return (
    <span {...rest} className={classes.state} style={{ color: look.color }}>
      <look.icon size={16} stroke={2.2} aria-hidden />
      <span>
        <span className={look.struck && classes.struck}>{word}</span>
        {because !== null && <span className={classes.reason}>: {because}</span>}
      </span>
    </span>
  );
}
