import { fileURLToPath } from 'node:url';

/**
 * The path of a file of this package by its path from the package's folder. The built modules and the bundle alike keep
 * this module in a folder right below that.
 */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
