import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { StackProblem } from './problem.ts';

/** Free loopback ports, each a different one. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            if (address !== null && typeof address === 'object') resolve(address.port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('the system gave no free port');
  return port;
}

/** Whether a port can be listened on now: on loopback, or on every address. */
export async function isPortFree(port: number, host: '127.0.0.1' | '::' = '127.0.0.1'): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAFNOSUPPORT'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

type PortWish = { what: string; variable: string; port: number; host?: '127.0.0.1' | '::'; waitMs?: number };

/** Throws StackProblem when a port that must be used stays in use. */
export async function requirePort({ what, variable, port, host, waitMs = 0 }: PortWish): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!(await isPortFree(port, host))) {
    if (performance.now() >= deadline) {
      throw new StackProblem(`Port ${port} for ${what} is in use. Stop what uses it, or set ${variable} to a free port.`);
    }
    await pause(100);
  }
}
