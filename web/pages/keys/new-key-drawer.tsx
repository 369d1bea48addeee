import { Box, Button, Checkbox, Drawer, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Permission, permissions } from '../../../domain/permissions.ts';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { startOfDay } from '../../format/zoned.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { keysQuery } from '../../queries/keys.ts';
import { useMay } from '../../queries/me.ts';
import classes from './new-key-drawer.module.css';
import { type ScopePreset, scopePresets, scopeTable } from './scope-table.ts';

/** A new key: who it is for, what it may do, until when. Its value is shown this once. */
export function NewKeyDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: tCommon } = useTranslation('common');
  const [made, setMade] = useState<{ name: string; value: string } | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={t('form.title')}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      closeOnClickOutside={made === null}
    >
      {made === null ? (
        <NewKeyForm onMade={setMade} onDone={close} />
      ) : (
        <Stack>
          <ShownOnce label={t('made', { name: made.name })} value={made.value}>
            {t('madeSays')}
          </ShownOnce>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('understood')}
            </Button>
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}

function NewKeyForm({ onMade, onDone }: { onMade: (made: { name: string; value: string }) => void; onDone: () => void }) {
  const { t } = useTranslation('keys');
  const { today, zone } = useWhen();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [until, setUntil] = useState('');
  const [chosen, setChosen] = useState<Permission[]>([]);
  const create = useMutation({
    mutationFn: () => {
      const scopes = chosen.length === permissions.length ? ['*'] : chosen;
      const expiresAt = until === '' ? null : startOfDay(until, zone, 1);
      return answerOf(api.v1['api-keys'].$post({ json: { name: name.trim(), scopes, expiresAt } }));
    },
    onSuccess: async ({ value }) => {
      await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
      if (value === null) onDone();
      else onMade({ name: name.trim(), value });
    },
  });
  const { at, others } = useFieldProblems(create.error, ['name', 'expiresAt']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          label={t('form.name')}
          description={t('form.nameHint')}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          type="date"
          min={today()}
          label={t('form.expires')}
          description={t('form.expiresHint')}
          error={at('expiresAt')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Scopes chosen={chosen} onChange={setChosen} />
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="space-between">
          <Text c="dimmed" role="status">
            {t('form.chosen', { count: chosen.length })}
          </Text>
          <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
            {t('form.create')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** A box for each permission, by subject. Nobody hands out more than they have. */
function Scopes({ chosen, onChange }: { chosen: Permission[]; onChange: (chosen: Permission[]) => void }) {
  const { t } = useTranslation('keys');
  const may = useMay();
  const start = (preset: ScopePreset) => onChange(scopePresets[preset].filter((permission) => may(permission)));
  const turn = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((other) => other !== permission));
  return (
    <Fieldset legend={t('form.scopes')}>
      <Group gap="xs" mb="md">
        <Text size="sm" c="dimmed">
          {t('form.presets')}
        </Text>
        {(['billing', 'reading', 'everything'] as const).map((preset) => (
          <Button key={preset} variant="default" size="xs" onClick={() => start(preset)}>
            {t(`form.preset.${preset}`)}
          </Button>
        ))}
      </Group>
      <Stack gap={10}>
        {scopeTable.map(({ resource, actions }) => (
          <Box key={resource} className={classes.scope} role="group" aria-label={t(`resource.${resource}`)}>
            <Text size="sm">{t(`resource.${resource}`)}</Text>
            <div className={classes.actions}>
              {actions.map(({ action, permission }) => (
                <Checkbox
                  key={permission}
                  label={t(`action.${action}`)}
                  disabled={!may(permission)}
                  checked={chosen.includes(permission)}
                  onChange={(event) => turn(permission, event.currentTarget.checked)}
                />
              ))}
            </div>
          </Box>
        ))}
      </Stack>
    </Fieldset>
  );
}
