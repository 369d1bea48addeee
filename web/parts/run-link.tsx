import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRun } from '../queries/me.ts';

/** Leads whoever runs the service from a thing of the console to its workflow in the Temporal UI. */
export function RunLink({ kind, id }: { kind: 'campaign' | 'gateway'; id: string }) {
  const { t } = useTranslation('common');
  const run = useRun(kind, id);
  if (run === null) return null;
  return (
    <Anchor href={run} target="_blank" size="sm">
      {t('actions.run')}
    </Anchor>
  );
}
