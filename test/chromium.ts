import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine; as root on a Debian without one, Debian's is installed. Throws what to install where neither works. */
export async function findChromium(say: (line: string) => void): Promise<string> {
  const found = onPath();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && run('apt-get', ['--version'])) {
    say('Installing Chromium for the browser tests …');
    if (run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
      const installed = onPath();
      if (installed !== null) return installed;
    }
  }
  throw new Error(
    'The browser tests need Chromium or Google Chrome on PATH: install one (on Debian: apt-get install chromium) and try again.',
  );
}

function onPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
}
