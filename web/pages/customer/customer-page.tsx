import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ZoneProvider } from '../../format/zone.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { chargesQuery } from '../../queries/charges.ts';
import { customerQuery } from '../../queries/customers.ts';
import { unitsQuery } from '../../queries/house.ts';
import { rowsOf } from '../../queries/pages.ts';
import { CustomerView } from './customer-view.tsx';

const route = getRouteApi('/clientes/$customerId');

/** The page that is opened while the phone rings. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const customer = useQuery(customerQuery(customerId));
  const charges = useInfiniteQuery(chargesQuery({ customerId }));
  const units = useQuery(unitsQuery).data ?? [];
  const waiting = <WaitingLines lines={9} height={32} />;
  return (
    <Loaded query={customer} waiting={waiting}>
      {(found) => (
        <ZoneProvider zone={found.timeZone ?? units.find(({ id }) => id === found.unit)?.timeZone}>
          <Loaded query={charges} waiting={waiting}>
            {(data) => <CustomerView customer={found} charges={rowsOf(data)} />}
          </Loaded>
        </ZoneProvider>
      )}
    </Loaded>
  );
}
