import { spawnSync } from 'node:child_process';
import { root } from './tree.mjs';

/** Its time in seconds, as SOURCE_DATE_EPOCH takes it: the same sources give the same package. 0 outside of a clone. */
export function lastCommitTime() {
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return stdout.trim() === '' ? '0' : stdout.trim();
}
