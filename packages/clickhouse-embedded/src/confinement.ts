// What the engine may open. SQL has functions that read files with the rights of the process, `file()` above all, and no
// grant covers them: so the kernel keeps the process to its own data (server/landlock.cjs).
import { createRequire } from 'node:module';
import type { DataFolder } from './data-folder.ts';

/** One path with all below it. `append`: write and rename, but not read. */
export interface ConfinementRule {
  readonly path: string;
  readonly access: 'read' | 'write' | 'append';
}

interface Landlock {
  readonly landlockVersion: () => number;
}

/** Beside src/ and beside dist/ alike. */
const { landlockVersion } = createRequire(import.meta.url)('../server/landlock.cjs') as Landlock;

/** `landlock`: the engine sees its own data only. `none`: this kernel cannot confine it. */
export type Confinement = 'landlock' | 'none';

/** What this kernel can do. */
export function availableConfinement(): Confinement {
  return landlockVersion() > 0 ? 'landlock' : 'none';
}

/** What the C library and the engine look up: nothing in there is secret. */
const systemPaths = [
  '/lib',
  '/lib64',
  '/usr/lib',
  '/usr/lib64',
  '/usr/share/zoneinfo',
  '/etc/hosts',
  '/etc/localtime',
  '/etc/nsswitch.conf',
  '/etc/resolv.conf',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
  '/proc/cpuinfo',
  '/proc/loadavg',
  '/proc/meminfo',
  '/proc/stat',
  '/proc/sys/fs/file-nr',
  '/proc/sys/vm',
  '/proc/uptime',
  '/sys/devices/system',
  '/sys/fs/cgroup',
];

/**
 * Of the process itself: `maps` is what the C library finds the bounds of a stack by. The others say how much memory it has.
 * Not `environ`, `mem`, `fd` and the like.
 */
const ownFiles = ['cgroup', 'maps', 'statm', 'status', 'task'];

/** Rules for the process that works on `folder`; the folder of the process itself is /proc/self until it is resolved. */
export function confinementRules(folder: DataFolder): readonly ConfinementRule[] {
  return [
    { path: folder.storePath, access: 'write' },
    { path: folder.logPath, access: 'append' },
    { path: folder.configPath, access: 'read' },
    { path: folder.usersPath, access: 'read' },
    ...(folder.backupPath === undefined ? [] : [{ path: folder.backupPath, access: 'write' as const }]),
    // Every write to it fails as on a full disk, which is how that is tested.
    { path: '/dev/full', access: 'append' },
    ...systemPaths.map((path) => ({ path, access: 'read' as const })),
    ...ownFiles.map((name) => ({ path: `/proc/self/${name}`, access: 'read' as const })),
  ];
}
