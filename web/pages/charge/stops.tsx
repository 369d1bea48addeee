import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { IconPlayerPause, IconShieldCheck } from '../../parts/icons.ts';
import type { Charge } from '../../queries/charges.ts';
import { exemptionsQuery } from '../../queries/holds.ts';
import { useMay } from '../../queries/me.ts';
import { useEndOfExemption, useEndOfHold } from './stop-writes.ts';
import classes from './stops.module.css';

/** What keeps the ladder from going on, and until when: holds and exemptions of the charge and of its customer. */
export function Stops({ charge }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const may = useMay();
  const { moment } = useWhen();
  const ofCharge = useQuery(exemptionsQuery({ chargeId: charge.id })).data ?? [];
  const ofCustomer = useQuery(exemptionsQuery({ customerId: charge.customerId })).data ?? [];
  const endHold = useEndOfHold();
  const endExemption = useEndOfExemption();
  const exemptions = [...new Map([...ofCharge, ...ofCustomer].map((exemption) => [exemption.id, exemption])).values()].filter(
    ({ scope }) => scope.chargeId === undefined || scope.chargeId === charge.id,
  );
  if (charge.holds.length === 0 && exemptions.length === 0) return null;
  return (
    <Stack gap="xs">
      {charge.holds.map(({ id, kind, until, reason }) => (
        <div key={id} className={classes.stop}>
          <IconPlayerPause size={18} aria-hidden />
          <Text>
            <b>{tStates(`hold.${kind}`)}</b> {until === null ? t('stops.noEnd') : t('stops.until', { when: moment(until) })} {reason}
          </Text>
          {may('holds:write') && (
            <Group>
              <Button variant="default" size="xs" loading={endHold.isPending} onClick={() => endHold.mutate(id)}>
                {t('stops.endHold')}
              </Button>
            </Group>
          )}
        </div>
      ))}
      {exemptions.map(({ id, from, until, reason, scope }) => (
        <div key={id} className={classes.stop}>
          <IconShieldCheck size={18} aria-hidden />
          <Text>
            <b>{t(scope.chargeId === undefined ? `stops.customerExempt.${from}` : `stops.exempt.${from}`)}</b>{' '}
            {until === null ? t('stops.noEnd') : t('stops.until', { when: moment(until) })} {reason}
          </Text>
          {may('exemptions:write') && (
            <Button variant="default" size="xs" loading={endExemption.isPending} onClick={() => endExemption.mutate(id)}>
              {t('stops.endExemption')}
            </Button>
          )}
        </div>
      ))}
    </Stack>
  );
}
