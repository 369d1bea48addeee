import type { Environment } from '../config.ts';
import { searchAttributes } from '../workflows/contract.ts';
import { ChildExited, type Exit, startChild } from './child.ts';
import { freePorts, requirePort } from './ports.ts';
import { StackProblem } from './problem.ts';
import { prepareNamespace } from './temporal-namespace.ts';

type TemporalServerOptions = {
  /** The `temporal` program, see findTemporalCli. */
  cli: string;
  env: Environment;
  /** Where the state is kept; without it the server forgets everything when it stops. */
  dbFile?: string;
  port?: number;
  /** Without it there is no UI. */
  uiPort?: number;
  logFile?: string;
};

export type RunningTemporalServer = {
  address: string;
  pid: number;
  exited: Promise<Exit>;
  stop(): Promise<void>;
};

/**
 * Starts a Temporal dev server on loopback and waits until the namespace `default` has its retention and search attributes.
 * One partition per queue: the rate of a queue holds for the whole queue. Throws StackProblem when a port is in use.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<RunningTemporalServer> {
  const { cli, env, dbFile, uiPort, logFile } = options;
  const [freePort = 0, freeHttpPort = 0, freeMetricsPort = 0] = await freePorts(3);
  const port = options.port ?? freePort;
  await requirePort({ what: 'Temporal', variable: 'REGUA_TEMPORAL_PORT', port });
  if (uiPort !== undefined) await requirePort({ what: 'the Temporal UI', variable: 'REGUA_TEMPORAL_UI_PORT', port: uiPort });

  const child = startChild({
    name: 'temporal',
    command: cli,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      ...['--http-port', String(freeHttpPort), '--metrics-port', String(freeMetricsPort)],
      ...(dbFile === undefined
        ? []
        : ['--db-filename', dbFile, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal']),
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
      ...[
        '--dynamic-config-value',
        'matching.numTaskqueueReadPartitions=1',
        '--dynamic-config-value',
        'matching.numTaskqueueWritePartitions=1',
      ],
      ...['--dynamic-config-value', 'frontend.namespaceRPS.visibility=50'],
      ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ],
    env,
    isReady: (line) => /Temporal Server:|Server:\s+127\.0\.0\.1/.test(line),
    ...(logFile !== undefined && { logFile }),
  });
  const address = `127.0.0.1:${port}`;
  try {
    await child.ready;
    await prepareNamespace(address);
  } catch (error) {
    await child.stop();
    if (error instanceof ChildExited) throw new StackProblem(`The Temporal server did not start: ${error.message}`, { cause: error });
    throw error;
  }
  return { address, pid: child.pid, exited: child.exited, stop: async () => void (await child.stop()) };
}
