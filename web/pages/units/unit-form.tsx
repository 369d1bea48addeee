import { Button, Fieldset, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stateCodes } from '../../../domain/brazil-states.ts';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { placeOfZone, useZone } from '../../format/zone.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import type { Unit } from '../../queries/units.ts';

const texts = ['legalName', 'taxId', 'street', 'number', 'district', 'postalCode', 'phone', 'email', 'website'] as const;
const place = ['city', 'state', 'areaCode'] as const;
type Optional = (typeof texts)[number] | (typeof place)[number];
type Typed = { id: string; name: string; timeZone: string } & Record<Optional, string>;

/** The zones that Brazil uses, in the order in which they hold people. */
const zones = [
  ...['America/Sao_Paulo', 'America/Bahia', 'America/Fortaleza', 'America/Recife', 'America/Maceio', 'America/Belem'],
  ...['America/Araguaina', 'America/Campo_Grande', 'America/Cuiaba', 'America/Manaus', 'America/Porto_Velho', 'America/Boa_Vista'],
  ...['America/Santarem', 'America/Rio_Branco', 'America/Eirunepe', 'America/Noronha'],
];

/** Where the unit is, and what texts say of it. */
export function UnitForm({ unit, onDone }: { unit?: Unit; onDone: (id: string) => void }) {
  const { t } = useTranslation('units');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const zone = useZone();
  const others = useQuery(unitsQuery).data ?? [];
  const [typed, setTyped] = useState<Typed>(() => startingFields(unit, { zone, isFirst: others.length === 0 }));
  const taken = unit === undefined && others.some(({ id }) => id === typed.id.trim());
  const save = useSavedUnit(unit, onDone);
  const problems = useFieldProblems(save.error, ['id', 'name', 'timeZone', ...texts, ...place]);
  const { at } = problems;
  const field = (name: keyof Typed) => ({
    label: t(`form.${name}`),
    error: at(name),
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((old) => ({ ...old, [name]: value }));
    },
  });
  const choose = (name: 'state' | 'timeZone') => (value: string | null) => setTyped((old) => ({ ...old, [name]: value ?? '' }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(typed);
  };
  const known = zones.includes(typed.timeZone) ? zones : [...zones, typed.timeZone];
  return (
    <Form onSubmit={submit}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput required {...field('name')} data-autofocus />
          <TextInput
            required
            {...field('id')}
            {...(taken && { error: t('form.taken') })}
            description={t('form.idHint')}
            disabled={unit !== undefined}
            maxLength={64}
          />
          <TextInput {...field('city')} />
          <Select
            searchable
            clearable
            label={t('form.state')}
            error={at('state')}
            data={[...stateCodes]}
            value={typed.state || null}
            onChange={choose('state')}
          />
          <TextInput {...field('areaCode')} inputMode="numeric" maxLength={2} />
          <Select
            required
            searchable
            allowDeselect={false}
            label={t('form.timeZone')}
            error={at('timeZone')}
            data={known.map((zone) => ({ value: zone, label: placeOfZone(zone) }))}
            value={typed.timeZone}
            onChange={choose('timeZone')}
          />
        </SimpleGrid>
        <Fieldset legend={t('form.more')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {texts.map((name) => (
              <TextInput key={name} {...field(name)} />
            ))}
          </SimpleGrid>
        </Fieldset>
        {problems.others !== null && <ProblemNote error={problems.others} kept />}
        {may('units:write') && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={taken}>
              {unit === undefined ? t('form.create') : tCommon('actions.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </Form>
  );
}

/** A first unit is most likely where the browser is. */
function startingFields(unit: Unit | undefined, { zone, isFirst }: { zone: string; isFirst: boolean }): Typed {
  const optional = (name: Optional) => unit?.[name] ?? '';
  return {
    ...{
      id: unit?.id ?? (isFirst ? 'matriz' : ''),
      name: unit?.name ?? '',
      timeZone: unit?.timeZone ?? (zones.includes(zone) ? zone : 'America/Sao_Paulo'),
    },
    ...{ city: optional('city'), state: optional('state'), areaCode: optional('areaCode') },
    ...{ legalName: optional('legalName'), taxId: optional('taxId'), street: optional('street'), number: optional('number') },
    ...{ district: optional('district'), postalCode: optional('postalCode'), phone: optional('phone') },
    ...{ email: optional('email'), website: optional('website') },
  };
}

function useSavedUnit(unit: Unit | undefined, onDone: (id: string) => void) {
  const { t } = useTranslation('units');
  const queryClient = useQueryClient();
  const [readAt] = useState(unit?.updatedAt);
  const edit = useUnchangedSince(readAt);
  return useMutation({
    mutationFn: ({ id, name, timeZone, ...optional }: Typed) => {
      const given = Object.fromEntries(Object.entries(optional).map(([key, value]) => [key, value.trim() || null]));
      const json = { ...given, name: name.trim(), timeZone };
      return edit((query) => answerOf(api.v1.units[':id'].$put({ param: { id: id.trim() }, query, json })));
    },
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: unitsQuery.queryKey });
      done(t('form.saved'));
      onDone(id);
    },
  });
}
