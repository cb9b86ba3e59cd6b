import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that an engine puts into its containers. Kubernetes comes first: it runs upon one of the others. */
const markers: readonly (readonly [container: string, path: string])[] = [
  ['kubernetes', 'var/run/secrets/kubernetes.io'],
  ['podman', 'run/.containerenv'],
  ['docker', '.dockerenv'],
];

/** In the cgroup of the first process, where the engine's name space does not hide it. */
const cgroupSigns: readonly (readonly [container: string, pattern: RegExp])[] = [
  ['kubernetes', /kubepods/],
  ['docker', /\/docker[-/]/],
  ['podman', /\/libpod[-_]/],
  ['lxc', /\/lxc(?:\.payload)?[./]/],
  ['containerd', /\/(?:cri-)?containerd-/],
];

/** What the agent runs in, '' for none. Never rejects. `root`: of the file system. */
export async function readContainer(root = '/'): Promise<string> {
  for (const [container, path] of markers) if (await isThere(join(root, path))) return container;
  const text = (path: string) => readFile(join(root, path), 'utf8').catch(() => '');
  const reported = (await text('run/systemd/container')).trim(); // by systemd-nspawn, LXC and others
  if (/^[a-z][\w.-]{0,31}$/.test(reported)) return reported;
  const cgroup = await text('proc/1/cgroup');
  return cgroupSigns.find(([, pattern]) => pattern.test(cgroup))?.[0] ?? '';
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
