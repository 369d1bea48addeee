import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { done } from '../../../parts/done.ts';
import { useFieldProblems } from '../../../parts/field-problems.ts';
import { Form } from '../../../parts/form.tsx';
import { IconPlus } from '../../../parts/icons.ts';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import type { Segment } from '../../../queries/audiences.ts';
import { everybody } from '../audience/audience-filter.ts';
import { SelectionCard } from '../audience/selection-card.tsx';
import { useRemovedSegment, useSavedSegment } from './segment-writes.ts';

/** A saved set of customers: its name, and the selections whose customers add up to it. */
export function SegmentForm({ segment, onDone }: { segment?: Segment; onDone: () => void }) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  const [name, setName] = useState(segment?.name ?? '');
  const [audiences, setAudiences] = useState(segment?.audiences ?? [everybody('billing')]);
  const save = useSavedSegment(segment);
  const remove = useRemovedSegment();
  const { at, others } = useFieldProblems(save.error, ['name']);
  const submit = (event: FormEvent) => {
    // The drawer stands in the page of a campaign, whose own form goes on to the next step.
    event.preventDefault();
    event.stopPropagation();
    save.mutate(
      { name: name.trim(), audiences },
      {
        onSuccess: () => {
          done(t('segments.saved'));
          setName('');
          setAudiences([everybody('billing')]);
          onDone();
        },
      },
    );
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          label={t('segments.name')}
          error={at('name')}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {audiences.map((filter, index) => (
          <SelectionCard
            // biome-ignore lint/suspicious/noArrayIndexKey: selections have no names; their place is what tells them apart
            key={index}
            title={audiences.length === 1 ? t('segments.who') : t('recipients.nth', { number: index + 1 })}
            filter={filter}
            campaignClass={null}
            onChange={(changed) => setAudiences(audiences.with(index, changed))}
            {...(audiences.length > 1 && { onRemove: () => setAudiences(audiences.toSpliced(index, 1)) })}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAudiences([...audiences, everybody('billing')])}
          >
            {t('recipients.add')}
          </Button>
        </Group>
        <Text c="dimmed" size="sm">
          {t('segments.says')}
        </Text>
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="flex-end">
          {segment !== undefined && (
            <ConfirmButton
              target={
                <Button variant="subtle" color="red" c="var(--mantine-color-error)">
                  {t('segments.remove')}
                </Button>
              }
              title={t('segments.removeTitle', { name: segment.name })}
              says={t('segments.removeSays')}
              confirm={t('segments.remove')}
              dangerous
              mutation={remove}
              act={(onSuccess) =>
                remove.mutate(segment.id, {
                  onSuccess: () => {
                    done(t('segments.removed'));
                    onSuccess();
                    onDone();
                  },
                })
              }
            />
          )}
          <Button type="submit" loading={save.isPending}>
            {segment === undefined ? t('segments.create') : tCommon('actions.save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
