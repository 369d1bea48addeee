import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { TimelineStep } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { useReason } from '../../states/reason.ts';
import { useActorWords } from '../audit/audit-words.ts';
import classes from './step-choice.module.css';
import { useStepWrite } from './step-writes.ts';

type Choice = NonNullable<TimelineStep['choice']>;
type Props = { step: TimelineStep; chargeId: string };

/** What somebody decided about a step that has not gone: who and when, and the way back with what will happen then. */
export function StepChoice({ step, chargeId }: Props) {
  const { choice, state, reason } = step;
  if (choice === null) return null;
  const ahead = state === 'planned' || state === 'waiting' || state === 'held';
  const skipped = choice.at === null && state === 'skipped' && reason === 'by-hand';
  return skipped || (choice.at !== null && ahead) ? <Note {...{ step, chargeId, choice }} /> : null;
}

function Note({ step, chargeId, choice }: Props & { choice: Choice }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const whoIs = useActorWords();
  const may = useMay();
  const { at, reason, decidedAt, undone } = choice;
  const who = whoIs({ actor: choice.decidedBy, actorName: choice.decidedByName });
  const values = { who, when: moment(decidedAt), to: at === null ? '' : moment(at) };
  const follows = useWhatFollows(undone);
  return (
    <div className={classes.choice}>
      <div>
        <Text fw={600}>{t(at === null ? 'stepChoice.skipped' : 'stepChoice.broughtForward', values)}</Text>
        {reason !== null && <Text size="sm">{reason}</Text>}
        <Text c="dimmed" size="sm">
          {follows}
        </Text>
      </div>
      {undone !== null && may('steps:write') && <UndoButton {...{ step, chargeId }} skipped={at === null} />}
    </div>
  );
}

/** What undoing does, before it is done. */
function useWhatFollows(undone: Choice['undone']): string {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const because = useReason(undone?.reason ?? null);
  if (undone === null) return t('stepChoice.tooLate');
  if (undone.state === 'planned' || undone.state === 'waiting') return t('stepChoice.undoneGoes', { when: moment(undone.sendsAt) });
  return because === null ? t('stepChoice.undoneStays') : t('stepChoice.undoneHeld', { reason: because });
}

function UndoButton({ step: { stepId }, chargeId, skipped }: Props & { skipped: boolean }) {
  const { t } = useTranslation('charges');
  const param = { stepId };
  const calls = api.v1.steps[':stepId'];
  const undo = useStepWrite(chargeId, t(skipped ? 'stepAction.unskipped' : 'stepChoice.undone'), () =>
    answerOf(skipped ? calls.skip.$delete({ param }) : calls['bring-forward'].$delete({ param })),
  );
  return (
    <>
      <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
        {t(skipped ? 'stepAction.unskip' : 'stepChoice.undo')}
      </Button>
      {undo.error !== null && <ProblemNote error={undo.error} />}
    </>
  );
}
