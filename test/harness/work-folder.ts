import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const parent = fileURLToPath(new URL('../.work/', import.meta.url));

/** A new folder inside the clone; removed by `removeWorkFolder`. */
export function makeWorkFolder(name: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

export function removeWorkFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
