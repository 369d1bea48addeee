import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import type { Charge } from '../../queries/charges.ts';
import { exemptionsQuery, holdsOfCustomerQuery } from '../../queries/holds.ts';
import { Stops } from '../charge/stops.tsx';

/** What keeps the ladders of a customer from going on: of the customer, of single charges, and of many people at once. */
export function CustomerStops({ customerId, charges }: { customerId: string; charges: Charge[] }) {
  const { day } = useWhen();
  const own = useQuery(holdsOfCustomerQuery(customerId)).data ?? [];
  const exemptions = useQuery(exemptionsQuery({ customerId })).data ?? [];
  const holds = [...new Map([...own, ...charges.flatMap((charge) => charge.holds)].map((hold) => [hold.id, hold])).values()];
  const chargeOf = (chargeId: string) => {
    const charge = charges.find(({ id }) => id === chargeId);
    return (
      <Link to="/cobrancas/$chargeId" params={{ chargeId }}>
        {charge === undefined ? chargeId : `${money(charge.amountCents)} · ${day(charge.dueDate)}`}
      </Link>
    );
  };
  return <Stops {...{ holds, exemptions, chargeOf }} />;
}
