import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ZoneProvider } from '../../format/zone.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { chargeQuery, timelineQuery } from '../../queries/charges.ts';
import { ChargeView } from './charge-view.tsx';

const route = getRouteApi('/cobrancas/$chargeId');

/** One charge: what happened to it and what will. */
export function ChargePage() {
  const { chargeId } = route.useParams();
  const charge = useQuery(chargeQuery(chargeId));
  const timeline = useQuery(timelineQuery(chargeId));
  const waiting = <WaitingLines lines={9} height={32} />;
  return (
    <Loaded query={charge} waiting={waiting}>
      {(found) => (
        <ZoneProvider zone={found.timeZone}>
          <Loaded query={timeline} waiting={waiting}>
            {(read) => <ChargeView charge={found} timeline={read} />}
          </Loaded>
        </ZoneProvider>
      )}
    </Loaded>
  );
}
