import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageState, StepState } from '../../domain/states.ts';
import { type Look, lookOfStepState, messageLooks } from './look.ts';
import { useReason } from './reason.ts';
import classes from './state.module.css';
import { useStepWord } from './step-word.ts';

/** A message's state in its colour, icon and word, with the reason where there is one. */
export function MessageStateMark({ state, reason = null }: { state: MessageState; reason?: string | null }) {
  const { t } = useTranslation('states');
  return (
    <Tooltip label={t(`messageMeans.${state}`)}>
      <Mark look={messageLooks[state]} word={t(`message.${state}`)} reason={reason} />
    </Tooltip>
  );
}

/** A step's state; where its message is known, the message's own state says more. `brief`: the word alone. */
export function StepStateMark({ state, message, reason, brief = false }: StepStateProps) {
  const wordOf = useStepWord();
  if (message !== undefined) return <MessageStateMark state={message} reason={reason} />;
  return <Mark look={lookOfStepState({ state, reason })} word={wordOf({ state, reason })} reason={brief ? null : reason} />;
}

type StepStateProps = { state: StepState; message?: MessageState; reason: string | null; brief?: boolean };

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
