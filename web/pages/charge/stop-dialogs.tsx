import { Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plusDays, useWhen } from '../../format/when.ts';
import { useZone } from '../../format/zone.tsx';
import { instantAt } from '../../format/zoned.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { settingsQuery } from '../../queries/house.ts';
import { useExemption, useHold } from './stop-writes.ts';

type Scope = { chargeId: string } | { customerId: string };
type Dialog = { scope: Scope; opened: boolean; onClose: () => void };

/** The customer says when they will pay: until then nothing chases them. */
export function PromiseDialog({ scope, opened, onClose }: Dialog) {
  const { t } = useTranslation('charges');
  return (
    <StopModal title={t('promise.title')} {...{ opened, onClose }}>
      <HoldForm scope={scope} kind="promise" onDone={onClose} />
    </StopModal>
  );
}

/** The customer disputes the charge: nothing chases them until somebody has looked at it. */
export function ContestDialog({ scope, opened, onClose }: Dialog) {
  const { t } = useTranslation('charges');
  return (
    <StopModal title={t('contest.title')} {...{ opened, onClose }}>
      <HoldForm scope={scope} kind="contested" onDone={onClose} />
    </StopModal>
  );
}

export function ExemptDialog({ scope, opened, onClose }: Dialog) {
  const { t } = useTranslation('charges');
  return (
    <StopModal title={t('exempt.title')} {...{ opened, onClose }}>
      <ExemptForm scope={scope} onDone={onClose} />
    </StopModal>
  );
}

function StopModal({ title, opened, onClose, children }: { title: string; opened: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <Modal {...{ title, opened, onClose }} closeButtonProps={{ 'aria-label': t('actions.close') }}>
      {children}
    </Modal>
  );
}

const usualPromiseDays = 3;

function HoldForm({ scope, kind, onDone }: { scope: Scope; kind: 'promise' | 'contested'; onDone: () => void }) {
  const { t } = useTranslation('charges');
  const { today, day } = useWhen();
  const isPromise = kind === 'promise';
  const [until, setUntil] = useState(isPromise ? plusDays(today(), usualPromiseDays) : '');
  const [reason, setReason] = useState('');
  const hold = useHold();
  const { at, others } = useFieldProblems(hold.error, ['until', 'reason']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const words = reason.trim() || t(isPromise ? 'promise.usualReason' : 'contest.usualReason');
    hold.mutate({ scope, kind, until: until === '' ? null : until, reason: words }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Text>{t(isPromise ? 'promise.says' : 'contest.says')}</Text>
        <TextInput
          type="date"
          required={isPromise}
          min={today()}
          label={t(isPromise ? 'promise.date' : 'contest.until')}
          error={at('until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          data-autofocus
        />
        {isPromise && until !== '' && <WhatFollows until={until} />}
        <Textarea
          label={t('stops.reason')}
          placeholder={t(isPromise ? 'promise.usualReason' : 'contest.usualReason')}
          error={at('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={hold.isPending} onCancel={onDone}>
          {isPromise ? t('promise.confirm', { date: until === '' ? '' : day(until) }) : t('contest.confirm')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}

/** The reminder on the eve, where the house sends one and its hour is still to come, and when the ladder goes on. */
function WhatFollows({ until }: { until: string }) {
  const { t } = useTranslation('charges');
  const { day } = useWhen();
  const zone = useZone();
  const promises = useQuery(settingsQuery).data?.promises;
  const eve = plusDays(until, -1);
  const isReminded = promises?.reminderTemplateId != null && instantAt(eve, promises.reminderTime, zone) > new Date().toISOString();
  return (
    <Text c="dimmed">
      {isReminded && `${t('promise.reminder', { eve: day(eve), hour: promises.reminderTime })} `}
      {t('promise.follows', { until: day(until) })}
    </Text>
  );
}

function ExemptForm({ scope, onDone }: { scope: Scope; onDone: () => void }) {
  const { t } = useTranslation('charges');
  const { today } = useWhen();
  const [from, setFrom] = useState<'chasing' | 'blocking'>('blocking');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const exemption = useExemption();
  const { at, others } = useFieldProblems(exemption.error, ['until', 'reason']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    exemption.mutate({ scope, from, until: until === '' ? null : until, reason: reason.trim() }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Radio.Group label={t('exempt.from')} value={from} onChange={(value) => setFrom(value === 'chasing' ? 'chasing' : 'blocking')}>
          <Stack gap="xs" mt={6}>
            <Radio value="blocking" label={t('exempt.blocking')} description={t('exempt.blockingSays')} />
            <Radio value="chasing" label={t('exempt.chasing')} description={t('exempt.chasingSays')} />
          </Stack>
        </Radio.Group>
        <TextInput
          type="date"
          min={today()}
          label={t('exempt.until')}
          description={t('exempt.untilHint')}
          error={at('until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Textarea
          required
          label={t('stops.reason')}
          error={at('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={exemption.isPending} onCancel={onDone}>
          {t('exempt.confirm')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
