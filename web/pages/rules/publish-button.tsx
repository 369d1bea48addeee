import { Button, Checkbox, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { type RuleSet, reachQuery } from '../../queries/rules.ts';
import { usePublication } from './rule-writes.ts';

type Props = { set: RuleSet; onSurvey: (id: string) => void };

/** Puts the draft into force, and says first how many sleeping charges that is about. Hidden from whom it was not granted to. */
export function PublishButton({ set, onSurvey }: Props) {
  const { t } = useTranslation('rules');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const [opened, { open, close }] = useDisclosure(false);
  if (!may('rules:publish')) return null;
  return (
    <>
      <Button onClick={open}>{t('publish.open')}</Button>
      <Modal opened={opened} onClose={close} title={t('publish.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
        <Publication set={set} onSurvey={onSurvey} onDone={close} />
      </Modal>
    </>
  );
}

function Publication({ set, onSurvey, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation('rules');
  const reach = useQuery(reachQuery(set.id));
  const units = useQuery(unitsQuery).data ?? [];
  const [first, setFirst] = useState<string[]>([]);
  const publication = usePublication(set, onSurvey);
  return (
    <Loaded query={reach} waiting={<WaitingLines lines={4} />}>
      {({ openCharges, byUnit }) => {
        const chosen = first.length === 0 ? byUnit : byUnit.filter(({ unit }) => first.includes(unit));
        const count = chosen.reduce((sum, unit) => sum + unit.openCharges, 0);
        return (
          <Stack>
            <Text>{t('publish.sleeping', { count: openCharges })}</Text>
            <Text c="dimmed">{t('publish.says')}</Text>
            {byUnit.length > 1 && set.publishedVersion !== null && (
              <Checkbox.Group label={t('publish.units')} description={t('publish.unitsHint')} value={first} onChange={setFirst}>
                <Stack gap="xs" mt={6}>
                  {byUnit.map(({ unit, openCharges: ofUnit }) => (
                    <Checkbox
                      key={unit}
                      value={unit}
                      label={t('publish.unit', { unit: units.find(({ id }) => id === unit)?.name ?? unit, count: ofUnit })}
                    />
                  ))}
                </Stack>
              </Checkbox.Group>
            )}
            {publication.error !== null && <ProblemNote error={publication.error} />}
            <DialogFoot
              pending={publication.isPending}
              onCancel={onDone}
              onConfirm={() => publication.mutate(first.length === 0 ? null : first, { onSuccess: onDone })}
              focused
            >
              {t('publish.confirm', { count })}
            </DialogFoot>
          </Stack>
        );
      }}
    </Loaded>
  );
}
