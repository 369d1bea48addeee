import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { holdPreviewQuery } from '../../queries/holds.ts';
import classes from './hold-reach.module.css';

const afterTypingMs = 350;

type Asked = Parameters<typeof holdPreviewQuery>[0];
type Reach = NonNullable<ReturnType<typeof useHoldReach>['data']>;

/** Whom a hold would stop as the form stands, asked a moment after the last change; `counting` while that is not known yet. */
export function useHoldReach(now: Asked, enabled: boolean) {
  const [asked] = useDebouncedValue(now, afterTypingMs);
  const { data, error, isPending, isPlaceholderData } = useQuery({ ...holdPreviewQuery(asked), enabled });
  const counting = enabled && (isPending || isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(now));
  return { data: enabled ? data : undefined, error, counting };
}

/** How many customers and notices that is, read before it is done. */
export function HoldReach({ reach: { data, error, counting } }: { reach: ReturnType<typeof useHoldReach> }) {
  const { t } = useTranslation('charges');
  if (error !== null) return <ProblemNote error={error} kept />;
  return (
    <div className={classes.reach} role="status" aria-busy={counting} data-old={counting || undefined}>
      {data === undefined ? <Skeleton height={44} aria-label={t('holds.counting')} /> : <ReachWords reach={data} />}
    </div>
  );
}

function ReachWords({ reach: { customers, openCharges, notices, blocks, until, more } }: { reach: Reach }) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  if (customers === 0) return <Text>{t('holds.reachNobody')}</Text>;
  return (
    <>
      <Text fw={650}>{t('holds.reach', { count: customers, charges: t('holds.openCharges', { count: openCharges }) })}</Text>
      <Text>
        {notices === 0
          ? t('holds.keepsNothing', { when: moment(until) })
          : t(more ? 'holds.keepsMore' : 'holds.keeps', { count: notices, when: moment(until) })}
        {blocks > 0 && ` ${t('holds.keepsBlocks', { count: blocks })}`}
      </Text>
    </>
  );
}
