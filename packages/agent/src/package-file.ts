import { readFileSync } from 'node:fs';
import { getAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * The path of a file of this package by its path from the package's folder. The built modules and the bundle alike keep
 * this module in a folder right below that. In the agent as one file it is a name that only the program itself knows
 * (deploy/agent/single-file.cjs): `process.execPath` started with it runs that file.
 */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** The text of a file of this package. */
export function packageText(path: string): string {
  return isSea() ? getAsset(path, 'utf8') : readFileSync(packageFile(path), 'utf8');
}

/** A thread that runs a file of this package. */
export function packageWorker(path: string, options: WorkerOptions): Worker {
  return isSea()
    ? new Worker(packageText(path), { ...options, eval: true })
    : new Worker(packageFile(path), options);
}
