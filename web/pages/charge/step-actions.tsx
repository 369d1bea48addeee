import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { useZone } from '../../format/zone.tsx';
import { instantAt } from '../../format/zoned.ts';
import { isAhead, isGoing } from '../../ladder/step.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import type { TimelineStep } from '../../queries/charges.ts';
import { useMay } from '../../queries/me.ts';
import { awaitedBy } from '../../states/look.ts';
import { ProofDialog } from './proof-dialog.tsx';
import { useStepWrite } from './step-writes.ts';

/** What a person may decide about a step that has not gone: leave it out, send it now, send it earlier, prove what it waits for. */
export function StepActions({ step, chargeId }: { step: TimelineStep; chargeId: string }) {
  const { t } = useTranslation('charges');
  const may = useMay();
  const { moment } = useWhen();
  const param = { stepId: step.stepId };
  const skip = useStepWrite(chargeId, t('stepAction.skipped'), () => answerOf(api.v1.steps[':stepId'].skip.$post({ param, json: {} })));
  const sendNow = useStepWrite(chargeId, t('stepAction.sent'), () =>
    answerOf(api.v1.steps[':stepId']['send-now'].$post({ param, json: {} })),
  );
  return (
    <Group gap="xs">
      {awaitedBy(step) === 'warning-not-proven' && may('milestones:write') && <ProveWarning chargeId={chargeId} />}
      {isGoing(step) && may('steps:write') && (
        <>
          <ConfirmButton
            target={<Button variant="default">{t('stepAction.sendNow')}</Button>}
            title={t('stepAction.sendNowTitle')}
            says={t('stepAction.sendNowSays', { when: moment(step.sendsAt) })}
            confirm={t('stepAction.sendNow')}
            mutation={sendNow}
            act={(onSuccess) => sendNow.mutate(undefined, { onSuccess })}
          />
          <BringForward step={step} chargeId={chargeId} />
        </>
      )}
      {isAhead(step) && may('steps:write') && (
        <ConfirmButton
          target={<Button variant="default">{t('stepAction.skip')}</Button>}
          title={t('stepAction.skipTitle')}
          says={t('stepAction.skipSays')}
          confirm={t('stepAction.skip')}
          mutation={skip}
          act={(onSuccess) => skip.mutate(undefined, { onSuccess })}
        />
      )}
    </Group>
  );
}

/** The customer was warned otherwise: what waits for that goes on. */
function ProveWarning({ chargeId }: { chargeId: string }) {
  const { t } = useTranslation('charges');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>{t('proof.short')}</Button>
      <ProofDialog {...{ chargeId, opened }} onClose={close} />
    </>
  );
}

function BringForward({ step, chargeId }: { step: TimelineStep; chargeId: string }) {
  const { t } = useTranslation('charges');
  const { today, localDate, time, moment } = useWhen();
  const zone = useZone();
  const [date, setDate] = useState(today());
  const [hour, setHour] = useState(time(step.sendsAt));
  const chosen = date === '' || hour === '' ? '' : moment(instantAt(date, hour, zone));
  const bring = useStepWrite(chargeId, t('stepAction.broughtForward'), () =>
    answerOf(api.v1.steps[':stepId']['bring-forward'].$post({ param: { stepId: step.stepId }, json: { at: instantAt(date, hour, zone) } })),
  );
  if (localDate(step.sendsAt) <= today()) return null;
  return (
    <ConfirmButton
      target={<Button variant="default">{t('stepAction.bringForward')}</Button>}
      title={t('stepAction.bringForwardTitle')}
      says={
        <Stack>
          {t('stepAction.bringForwardSays')}
          <Group grow>
            <TextInput
              type="date"
              min={today()}
              max={localDate(step.sendsAt)}
              label={t('stepAction.date')}
              value={date}
              onChange={(event) => setDate(event.currentTarget.value)}
            />
            <TextInput type="time" label={t('stepAction.hour')} value={hour} onChange={(event) => setHour(event.currentTarget.value)} />
          </Group>
        </Stack>
      }
      confirm={t('stepAction.bringForwardTo', { when: chosen })}
      mutation={bring}
      act={(onSuccess) => bring.mutate(undefined, { onSuccess })}
    />
  );
}
