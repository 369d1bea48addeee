import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import type { Charge } from '../../queries/charges.ts';
import { type Exemption, exemptionsQuery, holdsOfCustomerQuery } from '../../queries/holds.ts';
import { type StoppingHold, Stops } from '../charge/stops.tsx';

/** What keeps the ladders of a customer from going on: of the customer, of single charges, and of many people at once. */
export type CustomerStopping = { holds: StoppingHold[]; exemptions: Exemption[] };

export function useCustomerStops(customerId: string, charges: Charge[]): CustomerStopping {
  const own = useQuery(holdsOfCustomerQuery(customerId)).data ?? [];
  const exemptions = useQuery(exemptionsQuery({ customerId })).data ?? [];
  // Those of the charges say when that charge goes on; a large hold gives each back at its own moment.
  const holds = [...new Map([...own, ...charges.flatMap((charge) => charge.holds)].map((hold) => [hold.id, hold])).values()];
  return { holds, exemptions };
}

/** Each stop in words, with its way to an end. */
export function CustomerStops({ stops, charges }: { stops: CustomerStopping; charges: Charge[] }) {
  const { day } = useWhen();
  const chargeOf = (chargeId: string) => {
    const charge = charges.find(({ id }) => id === chargeId);
    return (
      <Link to="/cobrancas/$chargeId" params={{ chargeId }}>
        {charge === undefined ? chargeId : `${money(charge.amountCents)} · ${day(charge.dueDate)}`}
      </Link>
    );
  };
  return <Stops {...stops} chargeOf={chargeOf} />;
}
