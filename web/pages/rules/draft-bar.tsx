import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { IconPencil, IconRuler2 } from '../../parts/icons.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { unitsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import type { RuleSet } from '../../queries/rules.ts';
import type { Changes } from './changes.ts';
import classes from './draft-bar.module.css';
import { PublishButton } from './publish-button.tsx';
import { usePublication, useRevert, useSimulation, useUnstaging } from './rule-writes.ts';

type Props = {
  set: RuleSet;
  inForce: RuleSet | null;
  changes: Changes;
  onSurvey: (id: string) => void;
  onVersions: () => void;
};

/** Whether what is shown is in force, and the way there: simulate, then publish. */
export function DraftBar({ set, inForce, changes, onSurvey, onVersions }: Props) {
  const { t } = useTranslation('rules');
  const { moment } = useWhen();
  if (set.version === 0) return null;
  const isDraft = set.state === 'draft';
  const versions = (
    <Button variant="subtle" size="compact-sm" onClick={onVersions}>
      {t('versions.open')}
    </Button>
  );
  return (
    <>
      {set.stagedVersion !== null && <Staged set={set} onSurvey={onSurvey} />}
      {isDraft ? (
        <div className={classes.bar} data-draft role="status">
          <IconPencil size={18} aria-hidden />
          <Text fw={600}>{inForce === null ? t('draft.first') : t('draft.says', { count: changes.count })}</Text>
          <Group gap="xs" ml="auto">
            {versions}
            {inForce !== null && <Discard set={set} version={inForce.version} />}
            <Simulate set={set} onSurvey={onSurvey} />
            <PublishButton set={set} onSurvey={onSurvey} />
          </Group>
        </div>
      ) : (
        <div className={classes.bar}>
          <IconRuler2 size={18} aria-hidden />
          <Text>{t('inForce', { version: set.version, when: set.publishedAt === null ? '' : moment(set.publishedAt) })}</Text>
          <Group gap="xs" ml="auto">
            {versions}
          </Group>
        </div>
      )}
    </>
  );
}

function Simulate({ set, onSurvey }: { set: RuleSet; onSurvey: (id: string) => void }) {
  const { t } = useTranslation('rules');
  const may = useMay();
  const simulation = useSimulation(set.id);
  if (!may('rules:write')) return null;
  return (
    <>
      <Button
        variant="default"
        loading={simulation.isPending}
        onClick={() => simulation.mutate(undefined, { onSuccess: ({ id }) => onSurvey(id) })}
      >
        {t('simulate')}
      </Button>
      {simulation.error !== null && <ProblemNote error={simulation.error} />}
    </>
  );
}

function Discard({ set, version }: { set: RuleSet; version: number }) {
  const { t } = useTranslation('rules');
  const may = useMay();
  const revert = useRevert(set);
  if (!may('rules:write')) return null;
  return (
    <ConfirmButton
      target={
        <Button variant="subtle" size="compact-sm">
          {t('discard.open')}
        </Button>
      }
      title={t('discard.title')}
      says={t('discard.says')}
      confirm={t('discard.open')}
      mutation={revert}
      act={(onSuccess) => revert.mutate(version, { onSuccess })}
    />
  );
}

/** In force in some units only: on to all, or back. */
function Staged({ set, onSurvey }: { set: RuleSet; onSurvey: (id: string) => void }) {
  const { t, i18n } = useTranslation('rules');
  const may = useMay();
  const units = useQuery(unitsQuery).data ?? [];
  const publication = usePublication(set, onSurvey);
  const unstaging = useUnstaging(set.id, onSurvey);
  const names = (set.stagedUnits ?? []).map((unit) => units.find(({ id }) => id === unit)?.name ?? unit);
  return (
    <div className={classes.bar} data-draft role="status">
      <IconRuler2 size={18} aria-hidden />
      <Text fw={600}>{t('staged.says', { version: set.stagedVersion ?? 0, units: new Intl.ListFormat(i18n.language).format(names) })}</Text>
      {may('rules:publish') && (
        <Group gap="xs" ml="auto">
          <ConfirmButton
            target={<Button variant="default">{t('staged.back')}</Button>}
            title={t('staged.backTitle')}
            says={t('staged.backSays', { version: set.publishedVersion ?? 0 })}
            confirm={t('staged.back')}
            mutation={unstaging}
            act={(onSuccess) => unstaging.mutate(undefined, { onSuccess })}
          />
          {set.state === 'published' && (
            <ConfirmButton
              target={<Button>{t('staged.all')}</Button>}
              title={t('staged.allTitle')}
              says={t('publish.says')}
              confirm={t('staged.all')}
              mutation={publication}
              act={(onSuccess) => publication.mutate(null, { onSuccess })}
            />
          )}
        </Group>
      )}
    </div>
  );
}
