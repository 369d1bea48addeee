import { createServer } from 'node:http';

/** `ref`: our id, where the gateway's address carries it. */
export type Arrival = { atMs: number; account: string; to: string; text: string; ref: string };

/**
 * A provider in the test's own process that takes every text after 20 ms and remembers when it came, to which account. `loses`: texts
 * that it takes and then cuts the connection without a word.
 */
export async function startReceiver({ loses = () => false }: { loses?: (arrival: Arrival, count: number) => boolean } = {}) {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://receiver');
    const account = pathname.split('/')[2] ?? '';
    const said = (name: string) => searchParams.get(name) ?? '';
    const arrival = { atMs: Date.now(), account, to: said('to'), text: said('text'), ref: said('ref') };
    const count = arrivals.push(arrival);
    setTimeout(() => (loses(arrival, count) ? request.socket.destroy() : response.end(`OK ${count}`)), 20);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    arrivals,
    /** A generic gateway that sends to an account here. */
    gateway: (account: string, more: object = {}) => ({
      name: account,
      service: 'generic',
      quantity: null,
      intervalSeconds: 1,
      settings: {
        host: '127.0.0.1',
        port,
        ssl: false,
        method: 'GET',
        path: `/send/${account}?to={d}&text={m}&ref={id}`,
        numberFormat: '+55',
        rules: [{ status: 200, body: '^OK (?<id>\\w+)', outcome: 'accepted' }],
      },
      ...more,
    }),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
