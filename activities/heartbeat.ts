import { Context } from '@temporalio/activity';

const everyMs = 3_000;

/** Works with a heartbeat, so that Temporal notices within seconds when this process dies. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => Context.current().heartbeat(), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
