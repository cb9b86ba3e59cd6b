import type { ChildProcess, SpawnOptions } from 'node:child_process';

/**
 * How the agent starts a child that may hang, with whatever the child starts: as the leader of a process group of its
 * own, so that all of it can be ended at once, without the agent's environment, which may hold secrets, and in a folder
 * that no mount can make unreachable.
 *
 * The programs that systeminformation runs lie in these folders (the last is NixOS). Windows has no process groups, and
 * Node gives a child there the few variables it cannot do without.
 */
export const childGroupOptions: SpawnOptions =
  process.platform === 'win32'
    ? { windowsHide: true, env: {}, cwd: '/' }
    : {
        detached: true,
        cwd: '/',
        env: {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
          LC_ALL: 'C',
        },
      };

/** Ends a child that was started with `childGroupOptions`, and what it started. It may be gone, or never have been. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // ESRCH: nothing is left of it
  }
}
