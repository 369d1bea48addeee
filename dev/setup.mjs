// Runs before anything is installed, so it is plain Node without dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}node_modules/.regua-stamp`;
const neededNode = [20, 3];

/** Installs the packages of package-lock.json unless node_modules has exactly them. Gives null, or the sentence that says what to do. */
export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < neededNode[0] || (major === neededNode[0] && minor < neededNode[1])) {
    return `Node ${process.versions.node} is too old: install Node ${neededNode.join('.')} or newer and try again.`;
  }
  const stamp = createHash('sha256').update(readFileSync(`${root}package-lock.json`)).update(process.versions.modules).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return null;

  console.log('Installing packages (npm ci), once …');
  const started = performance.now();
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (npm.error) return `npm cannot be run (${npm.error.message}). Install npm, which comes with Node, and try again.`;
  if (npm.status !== 0) return `npm could not install the packages:\n${npm.stderr.trim()}\nCheck the network and the disk, then try again.`;
  writeFileSync(stampFile, stamp);
  console.log(`Packages installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problem = setUp();
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 1;
  }
}
