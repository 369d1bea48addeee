import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Lets the Temporal SDK download a program into `cacheDir`; it can only do so by starting the server once. */
export async function downloadThroughSdk(which: 'cli' | 'test-server', cacheDir: string): Promise<{ path: string } | { reason: string }> {
  const folder = join(cacheDir, `sdk-${which}`);
  try {
    mkdirSync(folder, { recursive: true });
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const environment =
      which === 'cli'
        ? await TestWorkflowEnvironment.createLocal({
            server: { executable: { type: 'cached-download', downloadDir: folder, version: 'v1.9.1' } },
          })
        : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'cached-download', downloadDir: folder } } });
    await environment.teardown();
    const [program] = readdirSync(folder);
    return program === undefined ? { reason: 'the SDK downloaded nothing' } : { path: join(folder, program) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `the SDK could not download it: ${message.split('\n')[0]?.slice(0, 160)}` };
  }
}
