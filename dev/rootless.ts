import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Environment } from '../config.ts';
import { StackProblem } from './problem.ts';

const lender = 'setpriv';

type Owner = { uid: number; gid: number };

/** How to run a program that refuses to run as root. `owner` is who must own its files; null: we are not root, nothing to change. */
export type Account = {
  owner: Owner | null;
  run(command: string, args: string[]): { command: string; args: string[]; uid?: number; gid?: number };
};

/**
 * Postgres refuses to run as root (a container, a CI machine). Then it runs as the system's `postgres` or `nobody`; where that account cannot
 * reach the files (a clone under /root or in a private temporary folder), `setpriv` lends it root's passage through folders and nothing else.
 */
export function rootless({ env, program, folder }: { env: Environment; program: string; folder: string }): Account {
  if (process.getuid?.() !== 0) return { owner: null, run: (command, args) => ({ command, args }) };
  const owner = systemAccount();
  if (!owner)
    throw new StackProblem(
      'Postgres does not run as root, and this system has no account "postgres" or "nobody". Run npm start as another user.',
    );

  const tryOut = ['-c', 'cd "$0" && "$1" --version', folder, program];
  if (spawnSync('sh', tryOut, { ...owner, env }).status === 0) return { owner, run: (command, args) => ({ command, args, ...owner }) };

  const passage = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if (spawnSync(lender, [...passage, 'sh', ...tryOut], { env }).status === 0) {
    return { owner, run: (command, args) => ({ command: lender, args: [...passage, command, ...args] }) };
  }
  throw new StackProblem(
    `Postgres does not run as root, and the account it would run as (uid ${owner.uid}) cannot enter ${folder} or run ${program}. ` +
      'Run npm start as another user, or move the folder to a place that every user can enter.',
  );
}

function systemAccount(): Owner | null {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([name]) => name === wanted) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
