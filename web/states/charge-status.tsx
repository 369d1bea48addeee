import { useTranslation } from 'react-i18next';
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleX } from '../parts/icons.ts';
import type { Charge } from '../queries/charges.ts';
import classes from './state.module.css';

const looks = {
  open: { color: 'var(--mantine-color-text)', icon: IconCircleDashed },
  overdue: { color: 'var(--state-undelivered)', icon: IconAlertCircle },
  paid: { color: 'var(--state-delivered)', icon: IconCircleCheck },
  removed: { color: 'var(--state-cancelled)', icon: IconCircleX },
} as const;

/** Open, overdue, paid or removed. */
export function ChargeStatusMark({ charge: { status, overdue } }: { charge: Pick<Charge, 'status' | 'overdue'> }) {
  const { t } = useTranslation('states');
  const shown = status === 'open' && overdue ? 'overdue' : status;
  const { color, icon: Icon } = looks[shown];
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} stroke={2.2} aria-hidden />
      {t(`charge.${shown}`)}
    </span>
  );
}
