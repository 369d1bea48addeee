import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { SharedServices } from './shared-services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sharedServicesUrl: string;
  }
}

/**
 * Test files run in processes of their own; what they share (Postgres, Temporal, the workflow bundle) lives in this one. A file asks over
 * loopback HTTP and the first to ask starts the thing, so a run of pure tests starts nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = new SharedServices();
  const server = createServer(async (request, response) => {
    try {
      response.end(JSON.stringify(await services.get(request.url?.slice(1) ?? '')));
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the shared services have no port');
  project.provide('sharedServicesUrl', `http://127.0.0.1:${address.port}`);

  return async () => {
    server.closeAllConnections();
    server.close();
    await services.stop();
  };
}
