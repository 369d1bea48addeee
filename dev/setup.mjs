// Runs before anything is installed, so it is plain Node without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const neededNode = [20, 3];

/** Installs the packages of package-lock.json unless node_modules has exactly them. Gives null, or the sentence that says what to do. */
export function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < neededNode[0] || (major === neededNode[0] && minor < neededNode[1])) {
    return `Node ${process.versions.node} is too old: install Node ${neededNode.join('.')} or newer and try again.`;
  }
  if (installedFits()) return null;

  console.log('Installing packages …');
  const started = performance.now();
  // `npm install` follows the lock file like `npm ci`, but does not empty node_modules under the feet of a stack that runs.
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (npm.error) return `npm cannot be run (${npm.error.message}). Install npm, which comes with Node, and try again.`;
  if (npm.status !== 0) return `npm could not install the packages:\n${npm.stderr.trim()}\nCheck the network and the disk, then try again.`;
  if (!installedFits()) return 'The installed packages do not match package-lock.json: delete the folder node_modules and try again.';
  console.log(`Packages installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return null;
}

/** npm writes what it installed to a lock file inside node_modules, last of all; only packages of other platforms may be missing there. */
function installedFits() {
  const hidden = `${root}node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages).filter(([path]) => path !== '');
  return wanted.every(([path, { version, optional, devOptional, peer }]) =>
    installed[path] ? installed[path].version === version : optional || devOptional || peer,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problem = setUp();
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 1;
  }
}
