import { useQuery } from '@tanstack/react-query';
import type { Charge } from '../../queries/charges.ts';
import { exemptionsQuery } from '../../queries/holds.ts';
import { Stops } from './stops.tsx';

/** What keeps the ladder of a charge from going on: holds and exemptions of the charge, of its customer and of many. */
export function ChargeStops({ charge: { id, customerId, holds } }: { charge: Charge }) {
  const ofCharge = useQuery(exemptionsQuery({ chargeId: id })).data ?? [];
  const ofCustomer = useQuery(exemptionsQuery({ customerId })).data ?? [];
  const exemptions = [...new Map([...ofCharge, ...ofCustomer].map((exemption) => [exemption.id, exemption])).values()].filter(
    ({ scope }) => scope.chargeId === undefined || scope.chargeId === id,
  );
  return <Stops holds={holds} exemptions={exemptions} />;
}
