import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/**
 * Lengthens a file by about `bytes`, in ever smaller pieces down to a block: what it takes of metadata, and what others take
 * meanwhile, is not known before. Nothing is written.
 */
export function fillUp(path: string, bytes: number, blockBytes: number): void {
  let at = existsSync(path) ? statSync(path).size : 0;
  for (let piece = bytes; piece >= blockBytes; piece = Math.floor(piece / 2)) {
    const { status } = spawnSync('fallocate', ['-o', `${at}`, '-l', `${piece}`, path]);
    if (status === 0) at += piece;
  }
}
