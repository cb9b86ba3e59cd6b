import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cloneRoot } from './clone.ts';

const parent = join(cloneRoot, 'test/.work');

/** A new folder inside the clone; removed by `removeWorkFolder`. */
export function makeWorkFolder(name: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

export function removeWorkFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
