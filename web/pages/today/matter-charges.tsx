import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isChargeAlert } from '../../../domain/charge-alerts.ts';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { type Matter, textOf } from '../../frame/waiting.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { type Charge, type ChargeFilter, fewChargesQuery } from '../../queries/charges.ts';
import classes from './matter-charges.module.css';

const mostShown = 8;

/** The charges that a matter is about: whose, how much and since when, each with the way to it, and the way to all of them. */
export function MatterCharges({ matter: { kind, reason, alerts } }: { matter: Matter }) {
  const { t } = useTranslation('charges');
  const unit = textOf(alerts[0].detail.unit) ?? undefined;
  const filter: ChargeFilter = { alert: isChargeAlert(kind) ? kind : undefined, alertReason: reason ?? undefined, unit };
  const found = useQuery(fewChargesQuery(filter, mostShown));
  return (
    <Loaded query={found} waiting={<WaitingLines lines={Math.min(alerts.length, mostShown)} height={22} />}>
      {({ items }) => (
        <>
          {items.length === 0 && <Text c="dimmed">{t('waiting.none')}</Text>}
          <ul className={classes.charges}>
            {items.map((charge) => (
              <ChargeLine key={charge.id} charge={charge} />
            ))}
          </ul>
          {items.length > 1 && (
            <Link to="/cobrancas" search={{ espera: kind, motivo: reason ?? undefined, unidade: unit }}>
              {t('waiting.all')}
            </Link>
          )}
        </>
      )}
    </Loaded>
  );
}

function ChargeLine({ charge: { id, code, customerName, amountCents, dueDate } }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { day, today } = useWhen();
  return (
    <li>
      <Link to="/cobrancas/$chargeId" params={{ chargeId: id }} className={classes.name}>
        {customerName}
      </Link>
      <span className={classes.amount}>{money(amountCents)}</span>
      <span className={classes.quiet}>
        {t(dueDate < today() ? 'one.wasDueOn' : 'one.dueOn', { date: day(dueDate) })} · {t('one.code', { code: code ?? id })}
      </span>
    </li>
  );
}
