import { Button, Checkbox, Drawer, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stateCodes } from '../../../domain/brazil-states.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type HolidayScope, holidayQuery } from '../../queries/holidays.ts';
import type { Unit } from '../../queries/units.ts';
import type { HolidayWish } from './holiday-wish.ts';
import { useCalendarAnew } from './use-calendar-anew.ts';

type Props = { wish: HolidayWish | null; units: Unit[]; onClose: () => void };

/** A holiday of the house: a new one, one that takes the place of an official one, or one to be changed. */
export function HolidayDrawer({ wish, units, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer
      opened={wish !== null}
      onClose={onClose}
      title={wish === null || wish.name === '' ? t('form.newTitle') : wish.name}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {wish?.id != null && <KnownHoliday wish={{ ...wish, id: wish.id }} units={units} onClose={onClose} />}
      {wish?.id === null && <HolidayForm wish={wish} readAt={null} yearly={false} units={units} onDone={onClose} />}
    </Drawer>
  );
}

function KnownHoliday({ wish, units, onClose }: { wish: HolidayWish & { id: string }; units: Unit[]; onClose: () => void }) {
  const entry = useQuery(holidayQuery(wish.id));
  return (
    <Loaded query={entry}>
      {({ date, name, scope, business, sending, yearly, updatedAt }) => (
        <Stack gap="xl">
          <HolidayForm
            wish={{ ...wish, date, name, scope, business, sending }}
            readAt={updatedAt}
            yearly={yearly}
            units={units}
            onDone={onClose}
          />
          <RemoveHoliday id={wish.id} name={name} onDone={onClose} />
        </Stack>
      )}
    </Loaded>
  );
}

type FormProps = { wish: HolidayWish; readAt: string | null; yearly: boolean; units: Unit[]; onDone: () => void };

function HolidayForm({ wish, readAt, yearly: everyYear, units, onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const [date, setDate] = useState(wish.date);
  const [yearly, setYearly] = useState(everyYear);
  const [name, setName] = useState(wish.name);
  const [place, setPlace] = useState(() => placeOf(wish.scope));
  const [does, setDoes] = useState({ business: wish.business, sending: wish.sending });
  const anew = useCalendarAnew();
  const [openedAt] = useState(readAt);
  const edit = useUnchangedSince(openedAt);
  const save = useMutation({
    mutationFn: () => {
      const json = { date, yearly, name: name.trim(), scope: scopeOf(place), ...does };
      return edit((query) => answerOf(api.v1.holidays[':id'].$put({ param: { id: wish.id ?? crypto.randomUUID() }, query, json })));
    },
    onSuccess: async () => {
      await anew();
      done(t('form.saved'));
      onDone();
    },
  });
  const { at, others } = useFieldProblems(save.error, ['date', 'name', 'scope']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        {wish.replaces && <Text c="dimmed">{t('form.replaces')}</Text>}
        <TextInput
          required
          type="date"
          label={t('form.date')}
          error={at('date')}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <Checkbox label={t('form.yearly')} checked={yearly} onChange={(event) => setYearly(event.currentTarget.checked)} />
        <TextInput
          required
          label={t('form.name')}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PlaceFields place={place} units={units} error={at('scope')} onChange={setPlace} />
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {t('form.does')}
          </Text>
          {(['business', 'sending'] as const).map((part) => (
            <Checkbox
              key={part}
              label={t(`form.${part}`)}
              checked={does[part]}
              onChange={(event) => setDoes({ ...does, [part]: event.currentTarget.checked })}
            />
          ))}
          <Text c="dimmed" size="sm">
            {t('form.neither')}
          </Text>
        </Stack>
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('form.save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

const kinds = ['country', 'state', 'city', 'unit'] as const;
type Place = { kind: (typeof kinds)[number]; state: string; city: string; unit: string };

type PlaceProps = { place: Place; units: Unit[]; error: string | null; onChange: (place: Place) => void };

function PlaceFields({ place, units, error, onChange }: PlaceProps) {
  const { t } = useTranslation('calendar');
  const { kind, state, city, unit } = place;
  const set = (changed: Partial<Place>) => onChange({ ...place, ...changed });
  return (
    <>
      <Radio.Group
        label={t('form.where')}
        error={error}
        value={kind}
        onChange={(value) => set({ kind: kinds.find((each) => each === value) ?? kind })}
      >
        <Stack gap="xs" mt={6}>
          {kinds.map((each) => (
            <Radio key={each} value={each} label={t(`form.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Group align="flex-end">
        {(kind === 'state' || kind === 'city') && (
          <Select
            required
            searchable
            label={t('form.stateCode')}
            data={[...stateCodes]}
            value={state || null}
            onChange={(value) => set({ state: value ?? '' })}
          />
        )}
        {kind === 'city' && (
          <TextInput required label={t('form.cityName')} value={city} onChange={(event) => set({ city: event.currentTarget.value })} />
        )}
        {kind === 'unit' && (
          <Select
            required
            label={t('unit')}
            data={units.map(({ id, name }) => ({ value: id, label: name }))}
            value={unit || null}
            onChange={(value) => set({ unit: value ?? '' })}
          />
        )}
      </Group>
    </>
  );
}

function placeOf(scope: HolidayScope): Place {
  const none = { state: '', city: '', unit: '' };
  if (scope === 'country') return { ...none, kind: 'country' };
  if ('unit' in scope) return { ...none, kind: 'unit', unit: scope.unit };
  return 'city' in scope ? { ...none, ...scope, kind: 'city' } : { ...none, ...scope, kind: 'state' };
}

function scopeOf({ kind, state, city, unit }: Place) {
  if (kind === 'country') return 'country' as const;
  if (kind === 'unit') return { unit };
  return kind === 'state' ? { state } : { city: city.trim(), state };
}

function RemoveHoliday({ id, name, onDone }: { id: string; name: string; onDone: () => void }) {
  const { t } = useTranslation('calendar');
  const anew = useCalendarAnew();
  const remove = useMutation({ mutationFn: () => answerOf(api.v1.holidays[':id'].$delete({ param: { id } })), onSuccess: anew });
  return (
    <Group>
      <ConfirmButton
        target={<Button variant="default">{t('form.remove')}</Button>}
        title={t('form.removeTitle', { name })}
        says={t('form.removeSays')}
        confirm={t('form.remove')}
        mutation={remove}
        act={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              done(t('form.removed'));
              onDone();
            },
          })
        }
        dangerous
      />
    </Group>
  );
}
