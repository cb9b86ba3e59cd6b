import { closeSync, existsSync, openSync, readdirSync, read as readFrom } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { readWithoutWaiting } from './kernel-file.ts';
import { textOf } from './text.ts';

/**
 * Attributes of /sys: a folder per device, a file per value. They are read on a thread: some ask the hardware, which may
 * take long (a battery over ACPI, a sensor on a slow bus, the link of a network card). Opening and closing asks nothing,
 * and is not worth two more trips to a thread.
 */
const read = promisify(readFrom);
/** Values are a word or a name; what is longer is cut. */
const maxBytes = 1024;

/** The text of an attribute. undefined: the device does not have it or cannot tell, which it says with many errors. */
export async function readAttribute(path: string): Promise<string | undefined> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, readWithoutWaiting);
    const buffer = Buffer.allocUnsafe(maxBytes);
    const { bytesRead } = await read(descriptor, buffer, 0, maxBytes, 0);
    return textOf(buffer.subarray(0, bytesRead)).trim();
  } catch {
    return undefined; // EINVAL, ENODATA, EIO, EAGAIN, ...: there is no value now, whichever it is
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A number from 0 on, NaN where there is none: some drivers say -1 for unknown. */
export async function readCount(path: string): Promise<number> {
  const value = await readSigned(path);
  return value >= 0 ? value : NaN;
}

/** A whole number, NaN where there is none. */
export async function readSigned(path: string): Promise<number> {
  const text = await readAttribute(path);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/**
 * Names in a folder of /sys, in order; none where the kernel does not have the folder. Throws what else readdir says. The
 * kernel has the names in memory: to hand the work to a thread takes longer than the work.
 */
export function listDevices(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The last part of what a link points to; undefined where there is no link. */
export async function linkTarget(path: string): Promise<string | undefined> {
  try {
    return basename(await readlink(path));
  } catch {
    return undefined;
  }
}
