import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@hostwire/runtime';
import { TimeSlice } from '../sources/sampling/time-slice.ts';
import { ExpositionReader, type Exposed } from './exposition.ts';
import { shown, type LeftOut } from './left-out.ts';

/**
 * A folder into which other programs put files NAME.prom in the Prometheus text format, as with node_exporter's
 * textfile collector: written under another name and renamed into place. A folder that does not exist tells nothing.
 *
 * Only plain files are read: a link could lead to what the writer may not read, a pipe would never end. A file that
 * was not renamed into place and is read half-written shows by its last line, which has no end: that line is left out.
 */
export const folderLimits = {
  maxFiles: 64,
  maxFileBytes: 1024 * 1024,
  /** Of all files together, at one look. */
  maxBytes: 4 * 1024 * 1024,
  /** A daily job that was missed by two hours. */
  staleMs: 26 * 3_600_000,
} as const;

export interface MetricFile {
  readonly name: string;
  readonly modifiedMs: number;
  readonly exposed: readonly Exposed[];
}

/** What is sent as a text of its own. */
const fileName = /^[\w.+@-]{1,200}$/;

/** The text of a file and when it was changed. */
type ReadFile = (path: string) => Promise<{ readonly text: string; readonly modifiedMs: number }>;

export class MetricFolder {
  readonly #folder: string;
  readonly #leftOut: LeftOut;
  readonly #readFile: ReadFile;

  /** `readFile`: another in tests. */
  constructor(folder: string, leftOut: LeftOut, readFile: ReadFile = readPlainFile) {
    this.#folder = folder;
    this.#leftOut = leftOut;
    this.#readFile = readFile;
  }

  /** Rejects with what readdir(2) says, but for a folder that does not exist. */
  async look(): Promise<MetricFile[]> {
    const names = (await listFolder(this.#folder))
      .filter((name) => name.endsWith('.prom') && !name.startsWith('.'))
      .sort();
    const files: MetricFile[] = [];
    let bytes = 0;
    for (const [i, name] of names.entries()) {
      try {
        if (i >= folderLimits.maxFiles) throw new Unread(`only ${folderLimits.maxFiles} files are read`);
        if (!fileName.test(name))
          throw new Unread('names have letters, digits and . _ + - @, at most 200 of them');
        const { text, modifiedMs } = await this.#readFile(join(this.#folder, name));
        bytes += text.length;
        if (bytes > folderLimits.maxBytes)
          throw new Unread(`files beyond ${folderLimits.maxBytes} bytes together`);
        files.push({ name, modifiedMs, exposed: await this.#parse(name, text) });
      } catch (error) {
        if (errorCode(error) === 'ENOENT') continue; // taken away meanwhile
        const why = error instanceof Unread ? error.message : `cannot be read (${errorCode(error)})`;
        this.#leftOut.add('file', `${shown(name)}: ${why}`);
      }
    }
    return files;
  }

  async #parse(file: string, text: string): Promise<Exposed[]> {
    const reader = new ExpositionReader();
    const exposed: Exposed[] = [];
    const slice = new TimeSlice();
    const lines = text.split('\n');
    const unended = lines.pop()!;
    if (unended !== '')
      this.#leftOut.add('malformed', `${shown(file)}: its last line has no end, rename files into place`);
    for (const [i, line] of lines.entries()) {
      if (slice.usedUp()) await slice.next();
      const read = reader.line(line);
      if (read === 'malformed') {
        const what = `not NAME{LABELS} VALUE (times are not taken): ${shown(line)}`;
        this.#leftOut.add('malformed', `${shown(file)}, line ${i + 1}: ${what}`);
      } else if (read !== undefined) exposed.push(read);
    }
    return exposed;
  }
}

/** A file that is there and is not read, with the reason. */
class Unread extends Error {}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readPlainFile(path: string): ReturnType<ReadFile> {
  refuseUnfit(await lstat(path));
  // It may have become something else since: neither a link is followed nor a pipe waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    refuseUnfit(stats);
    const bytes = Buffer.alloc(stats.size);
    const { bytesRead } = await file.read(bytes, 0, stats.size, 0);
    return { text: bytes.toString('utf8', 0, bytesRead), modifiedMs: stats.mtimeMs };
  } finally {
    await file.close();
  }
}

function refuseUnfit(stats: Stats): void {
  if (!stats.isFile()) throw new Unread('not a plain file: links, pipes and devices are not read');
  const { maxFileBytes } = folderLimits;
  if (stats.size > maxFileBytes) throw new Unread(`${stats.size} bytes, at most ${maxFileBytes} are read`);
}
