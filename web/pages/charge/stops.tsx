import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUntil } from '../../format/until.ts';
import { useWhen } from '../../format/when.ts';
import { type Icon, IconPlayerPause, IconShieldCheck } from '../../parts/icons.ts';
import type { Charge } from '../../queries/charges.ts';
import type { Exemption } from '../../queries/holds.ts';
import { useMay } from '../../queries/me.ts';
import { useActorWords } from '../audit/audit-words.ts';
import { useClassWords } from '../rules/use-class-words.ts';
import { useEndOfExemption, useEndOfHold } from './stop-writes.ts';
import classes from './stops.module.css';

/** A hold that a charge or a customer is under. */
export type StoppingHold = Charge['holds'][number];

type Props = {
  holds: readonly StoppingHold[];
  exemptions: readonly Exemption[];
  /** The charge that a stop is about, where the page has more than one. */
  chargeOf?: (chargeId: string) => ReactNode;
};

/** What keeps a ladder from going on, until when, why and by whom: each with its way to an end. */
export function Stops({ holds, exemptions, chargeOf }: Props) {
  if (holds.length === 0 && exemptions.length === 0) return null;
  const aboutOf = (chargeId: string | undefined) => (chargeId === undefined ? null : (chargeOf?.(chargeId) ?? null));
  return (
    <Stack gap="xs">
      {holds.map((hold) => (
        <HoldLine key={hold.id} hold={hold} about={aboutOf(hold.scope.chargeId)} />
      ))}
      {exemptions.map((exemption) => (
        <ExemptionLine key={exemption.id} exemption={exemption} about={aboutOf(exemption.scope.chargeId)} />
      ))}
    </Stack>
  );
}

function HoldLine({ hold, about }: { hold: StoppingHold; about: ReactNode }) {
  const { t } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const may = useMay();
  const wordsOf = useClassWords();
  const end = useEndOfHold();
  const { id, kind, scope } = hold;
  const whom = scope.filter === undefined ? about : wordsOf(scope.filter);
  return (
    <StopLine icon={IconPlayerPause} name={tStates(`hold.${kind}`)} stop={hold} about={whom}>
      {scope.filter !== undefined ? (
        <Link to="/cobrancas/suspensoes">{t('stops.ofMany')}</Link>
      ) : (
        may('holds:write') && (
          <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate(id)}>
            {t('stops.endHold')}
          </Button>
        )
      )}
    </StopLine>
  );
}

function ExemptionLine({ exemption, about }: { exemption: Exemption; about: ReactNode }) {
  const { t } = useTranslation('charges');
  const may = useMay();
  const end = useEndOfExemption();
  const { id, from, scope } = exemption;
  const name = t(scope.chargeId === undefined ? `stops.customerExempt.${from}` : `stops.exempt.${from}`);
  return (
    <StopLine icon={IconShieldCheck} name={name} stop={exemption} about={about}>
      {may('exemptions:write') && (
        <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate(id)}>
          {t('stops.endExemption')}
        </Button>
      )}
    </StopLine>
  );
}

type Stop = Pick<StoppingHold, 'until' | 'reason' | 'createdAt' | 'createdBy' | 'createdByName'> & { resumesAt?: string | null };

function StopLine({
  icon: Mark,
  name,
  stop,
  about,
  children,
}: {
  icon: Icon;
  name: string;
  stop: Stop;
  about: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('charges');
  const { moment } = useWhen();
  const untilOf = useUntil();
  const whoIs = useActorWords();
  const { reason, createdAt, createdBy: actor, createdByName: actorName } = stop;
  return (
    <div className={classes.stop}>
      <Mark size={18} aria-hidden />
      <div>
        <Text>
          <b>{name}</b> {untilOf(stop)}: {reason}
        </Text>
        <Text c="dimmed" size="sm">
          {t('stops.recordedBy', { who: whoIs({ actor, actorName }), when: moment(createdAt) })}
          {about !== null && <> · {about}</>}
        </Text>
      </div>
      <div className={classes.end}>{children}</div>
    </div>
  );
}
