import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Sends what the Temporal SDK has to say through the process's own log. Once per process, before any connection. */
export function installRuntime(log: Logger): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const detail = {
        ...(meta?.workflowId === undefined ? {} : { workflowId: meta.workflowId }),
        fault: meta?.error instanceof Error ? meta.error.message : undefined,
      };
      if (level === 'ERROR') log.error(detail, message);
      else log.warn(detail, message);
    }),
  });
}
