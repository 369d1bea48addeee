import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { defaultRuleSetId } from '../../../domain/rules.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type RuleSet, ruleSetsQuery, ruleSetVersionQuery } from '../../queries/rules.ts';
import { RulesView } from './rules-view.tsx';

const route = getRouteApi('/envio-automatico');

/** The ladders: what leaves by itself, for whom, and what a change would do. */
export function RulesPage() {
  const { t } = useTranslation('rules');
  const { regua } = route.useSearch();
  const sets = useQuery(ruleSetsQuery);
  return (
    <Loaded query={sets} waiting={<WaitingLines lines={10} height={46} />}>
      {(all) => {
        const wanted = regua ?? defaultRuleSetId;
        const set = all.find(({ id }) => id === wanted) ?? (wanted === defaultRuleSetId ? firstDraft(t('firstName')) : undefined);
        if (set === undefined) return <PageHead name={t('name')} answer={t('noSuchSet', { id: wanted })} />;
        return <WithInForce key={set.id} sets={all} set={set} />;
      }}
    </Loaded>
  );
}

/** A draft is shown against what is in force. */
function WithInForce({ sets, set }: { sets: RuleSet[]; set: RuleSet }) {
  const version = set.publishedVersion;
  const inForce = useQuery({
    ...ruleSetVersionQuery(set.id, version ?? 0),
    enabled: version !== null && version !== set.version,
  });
  if (version === null || version === set.version) return <RulesView sets={sets} set={set} inForce={version === null ? null : set} />;
  return <Loaded query={inForce}>{(published) => <RulesView sets={sets} set={set} inForce={published} />}</Loaded>;
}

/** Before anything was saved there is a ladder without rules, for everybody. */
function firstDraft(name: string): RuleSet {
  return {
    id: defaultRuleSetId,
    version: 0,
    state: 'published',
    publishedVersion: null,
    stagedVersion: null,
    stagedUnits: null,
    name,
    appliesTo: {},
    rules: [],
    savedAt: '',
    savedBy: '',
    publishedAt: null,
    publishedBy: null,
  };
}
