import { Button, Drawer, Group, MultiSelect, Radio, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { useZone } from '../../format/zone.tsx';
import { startOfDay } from '../../format/zoned.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { WholeNumberOrNone } from '../../parts/whole-number.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { type HoldOfMany, useHoldOfMany } from '../charge/stop-writes.ts';
import { useClassWords } from '../rules/use-class-words.ts';
import { HoldReach, useHoldReach } from './hold-reach.tsx';

/** Stops everybody whom a few words name: a neighbourhood without light, a unit whose bank is closed. */
export function HoldDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('holds.add')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <HoldForm onDone={onClose} />
    </Drawer>
  );
}

const lists = ['units', 'cities', 'panels', 'plans', 'customerIds'] as const;

function HoldForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const { t: tRules } = useTranslation('rules');
  const { today } = useWhen();
  const zone = useZone();
  const wordsOf = useClassWords();
  const units = useQuery(unitsQuery).data ?? [];
  const [filter, setFilter] = useState<HoldOfMany['filter']>({});
  const [kind, setKind] = useState<HoldOfMany['kind']>('outage');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [releaseOverHours, setReleaseOverHours] = useState<number | null>(null);
  const hold = useHoldOfMany();
  const { at, others } = useFieldProblems(hold.error, ['until', 'reason', 'releaseOverHours']);
  const asks = Object.values(filter).some((list = []) => list.length > 0);
  const ends = until === '' ? null : startOfDay(until, zone, 1);
  const reach = useHoldReach({ filter, until: ends }, asks);
  const list = (key: (typeof lists)[number]) => ({
    label: tRules(`class.${key}`),
    value: filter[key] ?? [],
    onChange: (value: string[]) => setFilter({ ...filter, [key]: value }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    hold.mutate({ filter, kind, until: ends, reason: reason.trim(), releaseOverHours }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Text>{t('holds.addSays')}</Text>
        <MultiSelect {...list('units')} data={units.map(({ id, name }) => ({ value: id, label: name }))} />
        <TagsInput {...list('cities')} description={tRules('class.tagsHint')} />
        <TagsInput {...list('panels')} />
        <TagsInput {...list('plans')} />
        <TagsInput {...list('customerIds')} />
        <Text fw={600}>{asks ? wordsOf(filter) : t('holds.nobody')}</Text>
        <Radio.Group label={t('holds.columns.kind')} value={kind} onChange={(value) => setKind(value === 'other' ? value : 'outage')}>
          <Group mt={6}>
            {(['outage', 'other'] as const).map((value) => (
              <Radio key={value} value={value} label={value === 'other' ? t('holds.other') : tStates(`hold.${value}`)} />
            ))}
          </Group>
        </Radio.Group>
        <TextInput
          type="date"
          min={today()}
          label={t('holds.columns.until')}
          description={t('holds.untilHint')}
          error={at('until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <WholeNumberOrNone
          label={t('holds.spread')}
          hint={t('holds.spreadHint')}
          min={1}
          max={72}
          error={at('releaseOverHours')}
          value={releaseOverHours}
          onChange={setReleaseOverHours}
        />
        <Textarea
          required
          label={t('stops.reason')}
          maxLength={500}
          error={at('reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {asks && <HoldReach reach={reach} />}
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="flex-end">
          <Button type="submit" loading={hold.isPending} disabled={!asks || reach.counting}>
            {reach.data === undefined ? t('contest.confirm') : t('holds.confirm', { count: reach.data.customers })}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
