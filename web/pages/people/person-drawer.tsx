import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../parts/loaded.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useMay } from '../../queries/me.ts';
import { peopleQuery } from '../../queries/people.ts';
import { PersonAccess } from './person-access.tsx';
import { PersonForm } from './person-form.tsx';

/** What stands in the address in the place of a person's id while one is added. */
export const newPerson = 'nova';

type OneTime = { name: string; password: string };

/** One person, or a new one, beside the list. A one-time password stays until it was noted. */
export function PersonDrawer({ chosen, onClose }: { chosen: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const people = useQuery(peopleQuery);
  const [oneTime, setOneTime] = useState<OneTime | null>(null);
  const person = people.data?.find(({ id }) => id === chosen);
  const close = () => {
    setOneTime(null);
    onClose();
  };
  return (
    <Drawer
      opened={chosen !== undefined}
      onClose={close}
      title={chosen === newPerson ? t('form.newTitle') : person?.name}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      closeOnClickOutside={oneTime === null}
    >
      {oneTime !== null ? (
        <Stack>
          <ShownOnce label={t('oneTime.label', { name: oneTime.name })} value={oneTime.password}>
            {t('oneTime.says')}
          </ShownOnce>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('oneTime.another')}
            </Button>
          </Group>
        </Stack>
      ) : chosen === newPerson ? (
        <PersonForm onOneTime={setOneTime} onDone={close} />
      ) : (
        <Loaded query={people}>
          {() =>
            person !== undefined && (
              <Stack gap="xl">
                <PersonForm key={person.id} person={person} onDone={close} readOnly={!may('users:write')} />
                <PersonAccess person={person} onOneTime={(password) => setOneTime({ name: person.name, password })} />
              </Stack>
            )
          }
        </Loaded>
      )}
    </Drawer>
  );
}
