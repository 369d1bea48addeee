import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The command line of a process; empty when there is none with this id. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No /proc on this system, or no such process: `ps` tells which.
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}
