import { inject } from 'vitest';
import type { z } from 'zod';

/** Asks the process that runs the tests for a shared service, which starts if it is the first time. */
export async function sharedService<T>(name: string, answer: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${inject('sharedServicesUrl')}/${name}`);
  if (!response.ok) throw new Error(`the shared service "${name}" did not start: ${await response.text()}`);
  return answer.parse(await response.json());
}
