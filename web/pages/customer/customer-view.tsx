import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { placeOfZone } from '../../format/zone.tsx';
import { CommonLadder } from '../../ladder/common-ladder.tsx';
import { Card } from '../../parts/card.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Charge, ladderSteps } from '../../queries/charges.ts';
import type { Customer } from '../../queries/customers.ts';
import { ChargeStatusMark } from '../../states/charge-status.tsx';
import { WhyOfCharge } from '../charge/why.tsx';
import { CustomerActions } from './customer-actions.tsx';
import { CustomerData } from './customer-data.tsx';
import { CustomerStops, useCustomerStops } from './customer-stops.tsx';
import classes from './customer-view.module.css';
import { LastMessages } from './last-messages.tsx';
import { Phones } from './phones.tsx';
import { stopsOfCharge, useCustomerSentence } from './use-customer-sentence.ts';

const mostRows = 8;

/** What is owed, what happens to which line and when, how to reach the customer, and what was said last. */
export function CustomerView({ customer, charges }: { customer: Customer; charges: Charge[] }) {
  const { t } = useTranslation('customers');
  const { t: tCommon } = useTranslation('common');
  const { day, zone } = useWhen();
  const { t: tStates } = useTranslation('states');
  const { t: tCharges } = useTranslation('charges');
  const { name, tradeName, id, plan, city, state } = customer;
  const open = charges.filter(({ status }) => status === 'open').toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
  const stops = useCustomerStops(id, open);
  const sentence = useCustomerSentence(customer, charges, stops);
  const shown = [...open, ...charges.filter(({ status }) => status !== 'open')].slice(0, mostRows);
  const facts = [
    name,
    tradeName !== name && tradeName,
    id,
    plan,
    [city, state].filter(Boolean).join(', '),
    tCommon('time.placeClock', { place: placeOfZone(zone) }),
    customer.test && t('one.test'),
  ];
  const answer = sentence.map(({ words, why }) => (
    <Fragment key={words}>
      {words} {why !== undefined && <WhyOfCharge {...why} />}{' '}
    </Fragment>
  ));
  return (
    <>
      <PageHead name={name} answer={answer} actions={<CustomerActions customer={customer} charges={open} />}>
        {facts.filter(Boolean).join(' · ')}
      </PageHead>
      <Stack gap="md">
        <CustomerStops stops={stops} charges={open} />
        <Card
          title={t('one.charges')}
          aside={
            <Link to="/cobrancas" search={{ cliente: id }}>
              {t('one.allCharges')}
            </Link>
          }
        >
          {shown.length === 0 ? (
            <Text c="dimmed">{t('one.noCharges')}</Text>
          ) : (
            <CommonLadder
              rows={shown.map((charge) => ({
                chargeId: charge.id,
                dueDate: charge.dueDate,
                steps: ladderSteps(charge),
                holds: stopsOfCharge(charge, stops).map((stop) => ({
                  id: stop.id,
                  from: stop.createdAt,
                  until: 'resumesAt' in stop ? stop.resumesAt : stop.until,
                  word: 'kind' in stop ? tStates(`hold.${stop.kind}`) : tCharges(`stops.exempt.${stop.from}`),
                })),
                label: (
                  <>
                    <Link to="/cobrancas/$chargeId" params={{ chargeId: charge.id }} className={classes.charge}>
                      {money(charge.amountCents)} · {day(charge.dueDate)}
                    </Link>
                    <ChargeStatusMark charge={charge} />
                  </>
                ),
              }))}
            />
          )}
        </Card>
        <div className={classes.columns}>
          <LastMessages customerId={id} />
          <Stack gap="md">
            <Phones customer={customer} />
            <CustomerData customer={customer} />
          </Stack>
        </div>
      </Stack>
    </>
  );
}
