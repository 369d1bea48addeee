import { Drawer, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { useZone } from '../../format/zone.tsx';
import { instantAt } from '../../format/zoned.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Charge, rehearsalQuery } from '../../queries/charges.ts';
import { RehearsedSteps } from './rehearsed-steps.tsx';

type Props = { charges: Charge[]; opened: boolean; onClose: () => void };

/** The ladder of a test customer's charge from its first moment to its end, all at once. */
export function RehearsalDrawer({ charges, opened, onClose }: Props) {
  const { t } = useTranslation('customers');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('rehearsal.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <Stack>
        <Text>{t('rehearsal.says')}</Text>
        {charges.length === 0 ? <Text c="dimmed">{t('rehearsal.noCharge')}</Text> : <Rehearsal charges={charges} />}
      </Stack>
    </Drawer>
  );
}

const afterTypingMs = 350;

function Rehearsal({ charges }: { charges: Charge[] }) {
  const { t } = useTranslation('customers');
  const { today, time, day } = useWhen();
  const zone = useZone();
  const [chargeId, setChargeId] = useState(charges[0]?.id ?? '');
  const [date, setDate] = useState(today());
  const [hour, setHour] = useState(() => time(new Date().toISOString()));
  const [paidOn, setPaidOn] = useState('');
  const now = date === '' || hour === '' ? null : instantAt(date, hour, zone);
  const paidAt = paidOn === '' ? null : paidOn === date ? now : instantAt(paidOn, payingHour, zone);
  const [asked] = useDebouncedValue({ chargeId, now, paidAt }, afterTypingMs);
  const rehearsal = useQuery({
    ...rehearsalQuery(asked.chargeId, { now: asked.now ?? '', paidAt: asked.paidAt }),
    enabled: asked.now !== null,
  });
  const charge = charges.find(({ id }) => id === asked.chargeId);
  return (
    <>
      {charges.length > 1 && (
        <Select
          label={t('rehearsal.charge')}
          allowDeselect={false}
          value={chargeId}
          data={charges.map(({ id, amountCents, dueDate }) => ({ value: id, label: `${money(amountCents)} · ${day(dueDate)}` }))}
          onChange={(value) => setChargeId(value ?? chargeId)}
        />
      )}
      <Group grow align="flex-start">
        <TextInput type="date" label={t('rehearsal.date')} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
        <TextInput type="time" label={t('rehearsal.hour')} value={hour} onChange={(event) => setHour(event.currentTarget.value)} />
      </Group>
      <TextInput
        type="date"
        min={date}
        label={t('rehearsal.paidOn')}
        description={t('rehearsal.paidHint')}
        value={paidOn}
        onChange={(event) => setPaidOn(event.currentTarget.value)}
      />
      <Loaded query={rehearsal} waiting={<WaitingLines lines={6} height={46} />}>
        {({ items }) => <RehearsedSteps items={items} dueDate={charge?.dueDate ?? today()} />}
      </Loaded>
    </>
  );
}

/** A payment that is said by its day alone is known by noon. */
const payingHour = '12:00';
