import { alertsQuery, gatewaysQuery, settingsQuery, unitsQuery } from '../queries/house.ts';
import { meQuery } from '../queries/me.ts';
import { queryClient } from './query-client.ts';

type Opened<Params> = { cause: 'preload' | 'enter' | 'stay'; params: Params };

/**
 * A loader that asks for what a page shows while its code and its drawing are under way. Nothing waits for it; a link that is only
 * pointed at asks for nothing, and neither does who is not signed in.
 */
export function ahead<Params = unknown>(ask: (params: Params) => void) {
  return ({ cause, params }: Opened<Params>): void => {
    if (cause === 'enter') void whenSignedIn(() => ask(params));
  };
}

/** The same for a list, as long as all of it is looked at: what a filter asks for is the page's own matter. */
export function aheadOfList(ask: () => void) {
  return ({ cause, location }: Opened<unknown> & { location: { search: object } }): void => {
    if (cause === 'enter' && Object.keys(location.search).length === 0) void whenSignedIn(ask);
  };
}

/** What surrounds every page. */
export function askForHouse(): void {
  void queryClient.prefetchQuery(settingsQuery);
  void queryClient.prefetchQuery(gatewaysQuery);
  void queryClient.prefetchQuery(unitsQuery);
  void queryClient.prefetchQuery(alertsQuery);
}

async function whenSignedIn(ask: () => void): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery).catch(() => null);
  if (me !== null && !me.user?.mustChangePassword) ask();
}
