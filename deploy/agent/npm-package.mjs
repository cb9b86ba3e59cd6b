// Packages from npm for machines other than this one: npm installs none whose `cpu` differs, but packs them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the unpacked package; fetched once. `spec`: NAME@VERSION. Throws when npm cannot fetch it. */
export function npmPackage(spec, cache) {
  const folder = join(cache, spec.replaceAll('/', '-'));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    run('npm', ['pack', '--silent', '--pack-destination', work, spec]);
    run('sh', ['-c', `tar -xzf ${work}/*.tgz -C ${work}`]);
    renameSync(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** Throws with what the program said. */
export function run(command, args, options = {}) {
  const { status, signal, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return;
  const end = signal === null ? `exit code ${status}` : `it was ended by ${signal}`;
  throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? end}\n${stderr ?? ''}`);
}
