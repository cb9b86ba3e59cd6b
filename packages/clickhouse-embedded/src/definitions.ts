/**
 * Copies of the definitions of databases, tables and views.
 *
 * The engine goes on when its disk does not take what it writes, also when it replaces a definition: what lies there then is an empty
 * or cut file, and no server starts on it again. So definitions are copied while nothing failed to be written, and before a
 * launch a copy takes the place of what is not whole. A copy may be older by a setting or a column that was changed on a full disk.
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { systemErrorCode } from './errors.ts';

type Folders = Pick<DataFolder, 'storePath' | 'definitionsPath'>;

/** Copies those that changed; forgets those of what was dropped. */
export async function keepDefinitions(folder: Folders): Promise<void> {
  const names = new Set(await definitionsIn(folder.storePath));
  for (const name of names) {
    const text = await readIfThere(join(folder.storePath, name));
    const copy = join(folder.definitionsPath, name);
    if (text === undefined || !isWhole(text) || text === (await readIfThere(copy))) continue;
    await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
    await replace(copy, text, `${copy}.draft`);
  }
  for (const name of await filesBelow(folder.definitionsPath))
    if (!names.has(name)) await rm(join(folder.definitionsPath, name), { force: true });
}

/** Puts copies in the place of definitions that are not whole. @returns their paths within the store */
export async function mendDefinitions(folder: Folders): Promise<string[]> {
  const mended: string[] = [];
  for (const name of await definitionsIn(folder.storePath)) {
    const path = join(folder.storePath, name);
    const text = await readIfThere(path);
    if (text === undefined || isWhole(text)) continue;
    const copy = await readIfThere(join(folder.definitionsPath, name));
    if (copy === undefined) continue;
    // The engine takes no file of another kind beside definitions.
    await replace(path, copy, join(folder.definitionsPath, 'mended.draft'));
    mended.push(name);
  }
  return mended;
}

/** A statement, to its end: a cut one lacks the newline, and usually a bracket. */
export function isWhole(text: string): boolean {
  return /^(ATTACH|CREATE) /.test(text) && text.endsWith('\n') && areBracketsClosed(text);
}

function areBracketsClosed(text: string): boolean {
  const withoutTexts = text.replaceAll(/'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`/gs, '');
  const count = (bracket: string): number => withoutTexts.split(bracket).length;
  return !/['`]/.test(withoutTexts) && count('(') === count(')');
}

/** `metadata/app.sql`, and the tables of `app` in the folder that `metadata/app` leads to. Relative to the store. */
async function definitionsIn(storePath: string): Promise<string[]> {
  const metadata = join(storePath, 'metadata');
  const databases = await readdir(metadata).catch(noneWhereMissing);
  const tables = await Promise.all(
    databases
      .filter((name) => !name.endsWith('.sql'))
      .map(async (name) =>
        (await readdir(join(metadata, name)).catch(noneWhereMissing)).map((each) => join(name, each)),
      ),
  );
  return [...databases, ...tables.flat()]
    .filter((name) => name.endsWith('.sql'))
    .map((name) => join('metadata', name));
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(noneWhereMissing);
  return names.filter((name) => /\.(sql|draft)$/.test(name));
}

function noneWhereMissing(error: unknown): never[] {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return [];
  throw error;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** By a file that is on the disk. */
async function replace(path: string, text: string, draft: string): Promise<void> {
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
