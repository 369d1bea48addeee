import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Person } from '../../queries/audiences.ts';
import { useMay } from '../../queries/me.ts';

type Props = { campaignId: string; person: Pick<Person, 'customerId' | 'chargeId'> };

/**
 * The text of the chosen person, to one's own phone: as the campaign will send it, and counted nowhere. Of whom nobody knows it shows the
 * names of the columns.
 */
export function TestSend({ campaignId, person: { customerId, chargeId } }: Props) {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const [phone, setPhone] = useState('');
  const about = { ...(chargeId !== null && { chargeId }), ...(chargeId === null && customerId !== null && { customerId }) };
  const send = useMutation({
    mutationFn: () => answerOf(api.v1.campaigns[':id'].test.$post({ param: { id: campaignId }, json: { phones: [phone], ...about } })),
  });
  const { at, others } = useFieldProblems(send.error, ['phones.0']);
  if (!may('campaigns:write')) return null;
  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          type="tel"
          label={t('check.testPhone')}
          placeholder="(67) 99999-1234"
          error={at('phones.0') !== null}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Button variant="default" loading={send.isPending} disabled={phone.trim() === ''} onClick={() => send.mutate()}>
          {t('check.test')}
        </Button>
      </Group>
      {at('phones.0') !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          {at('phones.0')}
        </Text>
      )}
      {others !== null && <ProblemNote error={others} kept />}
      {customerId === null && (
        <Text size="sm" c="dimmed">
          {t('check.testListed')}
        </Text>
      )}
      {send.isSuccess && (
        <Text size="sm" c="dimmed" role="status">
          {t('check.tested')}
        </Text>
      )}
    </div>
  );
}
