import { useTranslation } from 'react-i18next';
import type { AccessStatus, CustomerStatus } from '../../domain/states.ts';
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconHourglass, IconLock } from '../parts/icons.ts';
import classes from './state.module.css';

const customerLooks = {
  enabled: { color: 'var(--state-delivered)', icon: IconCircleCheck },
  disabled: { color: 'var(--state-suppressed)', icon: IconCircleX },
  lead: { color: 'var(--state-sending)', icon: IconCircleDashed },
  removed: { color: 'var(--state-cancelled)', icon: IconCircleX },
} as const;

const accessLooks = {
  enabled: { color: 'var(--state-delivered)', icon: IconCircleCheck },
  disabled: { color: 'var(--state-suppressed)', icon: IconCircleX },
  blocked: { color: 'var(--state-refused)', icon: IconLock },
  pending: { color: 'var(--state-held)', icon: IconHourglass },
} as const;

export function CustomerStatusMark({ status }: { status: CustomerStatus }) {
  const { t } = useTranslation('states');
  const { color, icon: Icon } = customerLooks[status];
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      {t(`customer.${status}`)}
    </span>
  );
}

/** A line of a customer: working, blocked, waiting to be installed. */
export function AccessStatusMark({ status }: { status: AccessStatus }) {
  const { t } = useTranslation('states');
  const { color, icon: Icon } = accessLooks[status];
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      {t(`access.${status}`)}
    </span>
  );
}
