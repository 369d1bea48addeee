import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * A provider that takes every text at once and says so 20 ms later, in a process of its own: what arrives is timed on the receiving
 * side. `/send/<account>` takes a text, `/arrivals/<account>?from=N` tells those from the Nth on, `/count/<account>` how many came.
 */
const answersAfterMs = 20;

const { values } = parseArgs({ options: { port: { type: 'string' } } });
/** Microseconds of the monotonic clock and the request as it came; read apart only when asked for. */
const accounts = new Map<string, { at: number[]; urls: string[] }>();

const server = createServer((request, response) => {
  const atUs = clockUs();
  const url = request.url ?? '/';
  const account = accountOf(url);
  if (url.startsWith('/send/')) {
    account.at.push(atUs);
    account.urls.push(url);
    setTimeout(() => response.end(`OK ${account.at.length}`), answersAfterMs);
    return;
  }
  if (url.startsWith('/count/')) return void response.end(String(account.at.length));
  const from = Number(new URL(url, 'http://receiver').searchParams.get('from') ?? 0);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ wallLessClockUs: Date.now() * 1000 - clockUs(), arrivals: arrivalsFrom(account, from) }));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(values.port), '127.0.0.1', () => console.log(JSON.stringify({ ready: true })));
process.on('SIGTERM', () => process.exit(0));

function accountOf(url: string): { at: number[]; urls: string[] } {
  const name = url.split('?')[0]?.split('/')[2] ?? '';
  const known = accounts.get(name) ?? { at: [], urls: [] };
  accounts.set(name, known);
  return known;
}

function arrivalsFrom({ at, urls }: { at: number[]; urls: string[] }, from: number) {
  return urls.slice(from).map((url, index) => {
    const { searchParams } = new URL(url, 'http://receiver');
    return { atUs: at[from + index] ?? 0, to: searchParams.get('to') ?? '', text: searchParams.get('text') ?? '' };
  });
}

function clockUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
