import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { useSavedDraft } from './campaign-writes.ts';
import { DiscardButton } from './discard-button.tsx';
import { type Draft, draftOf, newDraft } from './draft.ts';
import { StepCheck } from './step-check.tsx';
import { type Step, StepNav, steps } from './step-nav.tsx';
import { StepRecipients } from './step-recipients.tsx';
import { StepSend } from './step-send.tsx';
import { StepText } from './step-text.tsx';

/** A campaign in four steps; the draft is kept whenever a step is left, so that it can be gone on with another day. */
export function CampaignEditor({ campaign, step }: { campaign?: Campaign; step: Step }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => (campaign === undefined ? newDraft : draftOf(campaign)));
  const save = useSavedDraft(campaign);
  const { at, others } = useFieldProblems(save.error, ['name', 'text', 'templateId', 'shortLinks']);
  const change = (changed: Partial<Draft>) => setDraft((old) => ({ ...old, ...changed }));
  const isKept = campaign !== undefined && JSON.stringify(draftOf(campaign)) === JSON.stringify(draft);

  const keep = async () => (isKept ? campaign : save.mutateAsync({ ...draft, name: draft.name.trim() }));
  const go = async (next: Step) => {
    const kept = await keep().catch(() => null);
    if (kept !== null) await navigate({ to: '/campanhas/$campaignId', params: { campaignId: kept.id }, search: { passo: next } });
  };
  const here = steps.indexOf(step);
  const [before, after] = [steps[here - 1], steps[here + 1]];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (after !== undefined) void go(after);
  };

  return (
    <>
      <PageHead
        name={draft.name.trim() === '' ? t('new') : draft.name}
        answer={t(`steps.says.${step}`)}
        actions={campaign !== undefined && <DiscardButton campaign={campaign} />}
      >
        {draft.name}
      </PageHead>
      <StepNav step={step} reachable={campaign !== undefined} onGo={(next) => void go(next)} />
      <Form onSubmit={submit}>
        {step === 'texto' && <StepText draft={draft} onChange={change} at={at} />}
        {step === 'destinatarios' && <StepRecipients draft={draft} onChange={change} />}
        {step === 'conferencia' && campaign !== undefined && <StepCheck campaign={campaign} draft={draft} />}
        {step === 'envio' && campaign !== undefined && <StepSend campaign={campaign} draft={draft} onChange={change} keep={keep} />}
        {others !== null && <ProblemNote error={others} kept />}
        <Group mt="lg" justify="space-between">
          {before === undefined ? (
            <span />
          ) : (
            <Button variant="default" onClick={() => void go(before)}>
              {t('steps.back')}
            </Button>
          )}
          {after === undefined ? (
            <Button variant="default" disabled={isKept} loading={save.isPending} onClick={() => void keep().catch(() => null)}>
              {isKept ? t('steps.kept') : tCommon('actions.save')}
            </Button>
          ) : (
            <Button type="submit" loading={save.isPending}>
              {t('steps.next', { step: t(`steps.${after}`) })}
            </Button>
          )}
        </Group>
      </Form>
    </>
  );
}
