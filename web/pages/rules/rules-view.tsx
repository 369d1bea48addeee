import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconRuler2 } from '../../parts/icons.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import type { RuleSet } from '../../queries/rules.ts';
import { AddRule } from './add-rule.tsx';
import { Apart } from './apart.tsx';
import { type Changes, changesOf } from './changes.ts';
import { DraftBar } from './draft-bar.tsx';
import { PaceCard } from './pace-card.tsx';
import { ladderOf } from './place.ts';
import { RegulationDialog } from './regulation-dialog.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import { RuleLadder } from './rule-ladder.tsx';
import { useDraft } from './rule-writes.ts';
import classes from './rules-view.module.css';
import { SetChoice } from './set-choice.tsx';
import { SurveyCard } from './survey-card.tsx';
import { useLadderSentence } from './use-ladder-sentence.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

const route = getRouteApi('/envio-automatico');

type Props = { sets: RuleSet[]; set: RuleSet; inForce: RuleSet | null };

/** One ladder: the sentence, its draft, the ladder itself, what stands apart from it, the pace at which it leaves. */
export function RulesView({ sets, set, inForce }: Props) {
  const { t } = useTranslation('rules');
  const may = useMay();
  const { regra, levantamento, versoes, norma } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: { [Name in 'regra' | 'levantamento' | 'versoes' | 'norma']?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...search }), resetScroll: false });
  const sentence = useLadderSentence(set);
  const draft = useDraft(set.id, set.savedAt);
  const changes: Changes = changesOf(set, inForce);
  const ladder = ladderOf(set.rules);
  const canWrite = may('rules:write');
  const shared = {
    changes,
    onOpen: (number: number) => go({ regra: String(number) }),
    onSwitch: canWrite
      ? (number: number, enabled: boolean) =>
          draft.mutate({ ...set, rules: set.rules.map((rule) => (rule.number === number ? { ...rule, enabled } : rule)) })
      : undefined,
  };
  const add = canWrite && <AddRule rules={set.rules} onAdd={(what) => go({ regra: what })} onRegulation={(id) => go({ norma: id })} />;
  return (
    <>
      <PageHead name={t('name')} answer={sentence} actions={add}>
        <SetChoice sets={sets} set={set} canWrite={canWrite} />
      </PageHead>
      <Stack gap="md">
        <DraftBar {...{ set, inForce, changes }} onSurvey={(id) => go({ levantamento: id })} onVersions={() => go({ versoes: '1' })} />
        {draft.error !== null && <ProblemNote error={draft.error} />}
        {levantamento !== undefined && <SurveyCard key={levantamento} id={levantamento} onClose={() => go({ levantamento: undefined })} />}
        <div className={classes.columns}>
          <Card title={t('ladder')}>
            {set.rules.length === 0 ? (
              <Empty icon={IconRuler2} title={t('empty.title')}>
                {t('empty.text')}
              </Empty>
            ) : (
              <RuleLadder line={ladder.line} {...shared} />
            )}
          </Card>
          <Stack gap="md">
            {ladder.apart.length > 0 && <Apart places={ladder.apart} {...shared} />}
            <PaceCard />
          </Stack>
        </div>
      </Stack>
      <RuleDrawer set={set} wanted={regra} canWrite={canWrite} onClose={() => go({ regra: undefined })} />
      {canWrite && <RegulationDialog set={set} wanted={norma} onClose={() => go({ norma: undefined })} />}
      <VersionsDrawer set={set} opened={versoes !== undefined} onClose={() => go({ versoes: undefined })} />
    </>
  );
}
