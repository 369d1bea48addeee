import { Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proofChannels } from '../../../domain/states.ts';
import { oneOf } from '../../app/search-params.ts';
import { useWhen } from '../../format/when.ts';
import { useZone } from '../../format/zone.tsx';
import { instantAt } from '../../format/zoned.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useProof } from './charge-writes.ts';

type Props = { chargeId: string; opened: boolean; onClose: () => void };

/** The customer was warned otherwise than by our text: blocking counts from there. */
export function ProofDialog({ chargeId, opened, onClose }: Props) {
  const { t } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={t('proof.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <ProofForm chargeId={chargeId} onDone={onClose} />
    </Modal>
  );
}

function ProofForm({ chargeId, onDone }: { chargeId: string; onDone: () => void }) {
  const { t } = useTranslation('charges');
  const { today, time } = useWhen();
  const zone = useZone();
  const [channel, setChannel] = useState<(typeof proofChannels)[number]>('letter');
  const [date, setDate] = useState(today());
  const [hour, setHour] = useState(() => time(new Date().toISOString()));
  const [evidence, setEvidence] = useState('');
  const proof = useProof(chargeId);
  const { at, others } = useFieldProblems(proof.error, ['at', 'evidence']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    proof.mutate({ channel, at: instantAt(date, hour, zone), evidence: evidence.trim() || null }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Text>{t('proof.says')}</Text>
        <Select
          label={t('proof.channel')}
          allowDeselect={false}
          value={channel}
          data={proofChannels.map((value) => ({ value, label: t(`proof.by.${value}`) }))}
          onChange={(value) => setChannel(oneOf(proofChannels, value ?? undefined) ?? channel)}
          data-autofocus
        />
        <Group grow align="flex-start">
          <TextInput
            type="date"
            required
            max={today()}
            label={t('proof.date')}
            error={at('at')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <TextInput type="time" required label={t('proof.hour')} value={hour} onChange={(event) => setHour(event.currentTarget.value)} />
        </Group>
        <Textarea
          label={t('proof.evidence')}
          description={t('proof.evidenceHint')}
          maxLength={1_000}
          error={at('evidence')}
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={proof.isPending} onCancel={onDone}>
          {t('proof.confirm')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
