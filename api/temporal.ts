import { Connection } from '@temporalio/client';
import type { ApiDeps } from './context.ts';

const answersWithinMs = 2_000;
/** A worker that polls asks again within a minute. */
const pollsWithinMs = 90_000;

/** Where the UI of Temporal shows the workflows of a namespace: an encoded workflow id behind it leads to the newest run of that one. */
export function workflowsUrlOf({
  temporalUiUrl,
  temporal: { namespace },
}: {
  temporalUiUrl: URL | null;
  temporal: { namespace: string };
}): string | null {
  if (temporalUiUrl === null) return null;
  return `${temporalUiUrl.href.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/`;
}

/** What the API wants to know of Temporal. Connects at the first question, so that the API starts without it. */
export function temporalProbe(options: {
  connection: Parameters<typeof Connection.lazy>[0];
  namespace: string;
  taskQueue: string;
}): ApiDeps['temporal'] & { close(): Promise<void> } {
  const connection = Connection.lazy(options.connection);
  const ask = <T>(question: () => Promise<T>) => connection.withDeadline(Date.now() + answersWithinMs, question);
  return {
    async isReachable() {
      await ask(() => connection.workflowService.describeNamespace({ namespace: options.namespace }));
      return true;
    },
    async workersPresent() {
      const { pollers } = await ask(() =>
        connection.workflowService.describeTaskQueue({
          namespace: options.namespace,
          taskQueue: { name: options.taskQueue },
          taskQueueType: 1, // workflows
          reportPollers: true,
        }),
      );
      const since = Date.now() - pollsWithinMs;
      return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > since);
    },
    close: () => connection.close(),
  };
}
