import { statSync } from 'node:fs';
import { HostwireError } from './error.ts';

const othersMayWrite = 0o022;
const rootUid = 0;

/**
 * Refuses a folder that others may write to: they could put keys of their own into it.
 *
 * @throws HostwireError DATA_DIR_UNSAFE, with what to do
 */
export function requirePrivateFolder(path: string): void {
  const { mode, uid } = statSync(path);
  const ownUid = process.geteuid?.() ?? uid;
  const isOwned = uid === ownUid || uid === rootUid;
  if (isOwned && (mode & othersMayWrite) === 0) return;
  const [why, remedy] = isOwned
    ? ['users other than its owner may write to it', `chmod go-w '${path}'`]
    : [`it belongs to the user with id ${uid}`, `chown -R ${ownUid} '${path}'`];
  throw new HostwireError(
    'DATA_DIR_UNSAFE',
    `the data folder ${path} is not safe: ${why}. Run: ${remedy}. Or choose another folder.`,
  );
}
