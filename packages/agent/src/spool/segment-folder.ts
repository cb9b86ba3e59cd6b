/**
 * The files of one spool folder.
 *
 *   %016x.seg   segments of the current epoch, named by their first number, ordered by it; only the last is written
 *   reserve     a file of zeros as long as a segment: becomes the next segment when the disk is full
 *   aside/      what could not be used any more, kept for people, within `asideFiles`
 *
 * Invariant: a number below the first of the next segment is never read from the next; a number at or above it never
 * from this one (an abandoned segment may hold records that were written again).
 */
import { errorCode } from '@hostwire/runtime';
import type { FileSystem, OpenFile } from './file-system.ts';
import { Segment } from './segment.ts';
import { segmentHeaderBytes, type SegmentHeader } from './segment-header.ts';

const asideFiles = 16;
const zeroBlock = new Uint8Array(64 * 1024);

/** What `load` moved aside, and whether records went with it that were behind all that can be read. */
export interface Discarded {
  readonly files: readonly string[];
  readonly lostTail: boolean;
}

export class SegmentFolder {
  readonly #fileSystem: FileSystem;
  readonly #folder: string;
  readonly #segmentBytes: number;
  #segments: Segment[] = [];
  #hasReserve = false;

  constructor(fileSystem: FileSystem, folder: string, segmentBytes: number) {
    this.#fileSystem = fileSystem;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.diskBytes, 0);
  }

  /** Opens every segment of the newest epoch; all other segment files are moved aside. */
  load(): Discarded {
    this.#fileSystem.makeFolder(this.#folder);
    const names = this.#fileSystem.list(this.#folder);
    this.#hasReserve = names.includes('reserve');
    const unusable: string[] = [];
    let lostTail = false;
    for (const name of names.filter((name) => /^[0-9a-f]{16}\.seg$/.test(name)).sort()) {
      const segment = this.#tryOpen(name);
      if (segment === undefined) unusable.push(name);
      else this.#segments.push(segment);
      lostTail = segment === undefined && (lostTail || this.#hasContent(name));
    }
    const epoch = this.#segments.at(-1)?.header.epoch;
    for (const segment of this.#segments.filter((segment) => segment.header.epoch !== epoch)) {
      segment.close();
      unusable.push(segment.path.slice(this.#folder.length + 1));
    }
    this.#segments = this.#segments.filter((segment) => segment.header.epoch === epoch);
    for (const name of unusable) this.#moveAside(name);
    return { files: unusable, lostTail };
  }

  /** A new last segment. EEXIST cannot happen: a file of that name is an abandoned one without a good record. */
  async add(header: Omit<SegmentHeader, 'preallocated'>): Promise<Segment> {
    const path = this.#pathOf(header.firstSeq);
    this.#discardSame(header.firstSeq);
    const file = this.#fileSystem.create(path);
    try {
      return await this.#begin(path, file, { ...header, preallocated: false });
    } catch (error) {
      file.close();
      this.#fileSystem.remove(path);
      throw error;
    }
  }

  /** The same over the reserve; undefined when there is none. Needs no free block. */
  async addFromReserve(header: Omit<SegmentHeader, 'preallocated'>): Promise<Segment | undefined> {
    if (!this.#hasReserve) return undefined;
    const path = this.#pathOf(header.firstSeq);
    this.#discardSame(header.firstSeq);
    this.#fileSystem.rename(this.#reservePath, path);
    const file = this.#fileSystem.open(path);
    try {
      const segment = await this.#begin(path, file, { ...header, preallocated: true });
      this.#hasReserve = false;
      return segment;
    } catch (error) {
      file.close();
      this.#fileSystem.rename(path, this.#reservePath);
      throw error;
    }
  }

  /** Which files there are is on the disk when this resolves. */
  sync(): Promise<void> {
    return this.#fileSystem.syncFolder(this.#folder);
  }

  /** Writes the reserve if it is missing. A disk without room for it is tried again at the next call. */
  refillReserve(): void {
    if (this.#hasReserve) return;
    const fresh = `${this.#reservePath}.tmp`;
    try {
      this.#fileSystem.remove(fresh);
      const file = this.#fileSystem.create(fresh);
      try {
        for (let at = 0; at < this.#segmentBytes; at += zeroBlock.length) {
          file.write(zeroBlock.subarray(0, this.#segmentBytes - at), at);
        }
      } finally {
        file.close();
      }
      this.#fileSystem.rename(fresh, this.#reservePath);
      this.#hasReserve = true;
    } catch (error) {
      this.#fileSystem.remove(fresh);
      if (!['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'].includes(errorCode(error))) throw error;
    }
  }

  /** The reserve becomes that of another folder, which is written from now on. */
  giveReserveTo(folder: string): void {
    if (!this.#hasReserve) return;
    this.#fileSystem.rename(this.#reservePath, `${folder}/reserve`);
    this.#hasReserve = false;
  }

  /** Takes the oldest out of the list; `removeFile` deletes it. */
  shift(): Segment | undefined {
    const segment = this.#segments.shift();
    segment?.close();
    return segment;
  }

  /** A preallocated file becomes the reserve again when there is none. */
  removeFile(segment: Segment): void {
    if (segment.header.preallocated && !this.#hasReserve) {
      this.#fileSystem.rename(segment.path, this.#reservePath);
      this.#hasReserve = true;
    } else {
      this.#fileSystem.remove(segment.path);
    }
  }

  /** Moves all segments aside: the epoch ends. Newest first, so that a crash in between leaves a prefix. */
  async moveAllAside(): Promise<void> {
    for (const segment of this.#segments.toReversed()) {
      segment.close();
      this.#moveAside(segment.path.slice(this.#folder.length + 1));
    }
    this.#segments = [];
    await this.sync();
  }

  /** The segment that holds a number, if any does. */
  holding(seq: number): { readonly segment: Segment; readonly nextFirstSeq: number | undefined } | undefined {
    for (let index = this.#segments.length - 1; index >= 0; index--) {
      const segment = this.#segments[index]!;
      if (segment.header.firstSeq <= seq) {
        return { segment, nextFirstSeq: this.#segments[index + 1]?.header.firstSeq };
      }
    }
    return undefined;
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }

  get #reservePath(): string {
    return `${this.#folder}/reserve`;
  }

  #pathOf(firstSeq: number): string {
    return `${this.#folder}/${firstSeq.toString(16).padStart(16, '0')}.seg`;
  }

  #tryOpen(name: string): Segment | undefined {
    try {
      return Segment.open(this.#fileSystem, `${this.#folder}/${name}`);
    } catch {
      return undefined; // moved aside and reported by load()
    }
  }

  /** Whether there is anything behind the header: it was synced before the first record, so it was good once. */
  #hasContent(name: string): boolean {
    try {
      const file = this.#fileSystem.open(`${this.#folder}/${name}`);
      const content = Buffer.alloc(Math.max(0, file.size() - segmentHeaderBytes));
      file.read(content, segmentHeaderBytes);
      file.close();
      return content.some((byte) => byte !== 0);
    } catch {
      return true; // not even that can be read
    }
  }

  async #begin(path: string, file: OpenFile, header: SegmentHeader): Promise<Segment> {
    const segment = Segment.begin(path, file, header);
    await segment.sync();
    await this.sync();
    this.#segments.push(segment);
    return segment;
  }

  #discardSame(firstSeq: number): void {
    const last = this.#segments.at(-1);
    if (last?.header.firstSeq === firstSeq) {
      this.#segments.pop();
      last.close();
      this.#fileSystem.remove(last.path);
    } else {
      this.#fileSystem.remove(this.#pathOf(firstSeq));
    }
  }

  #moveAside(name: string): void {
    const aside = `${this.#folder}/aside`;
    try {
      this.#fileSystem.makeFolder(aside);
      const kept = this.#fileSystem
        .list(aside)
        .map((entry) => ({ entry, order: Number.parseInt(entry, 10) || 0 }));
      kept.sort((a, b) => a.order - b.order);
      for (const { entry } of kept.slice(0, Math.max(0, kept.length - asideFiles + 1))) {
        this.#fileSystem.remove(`${aside}/${entry}`);
      }
      this.#fileSystem.rename(`${this.#folder}/${name}`, `${aside}/${(kept.at(-1)?.order ?? 0) + 1}-${name}`);
    } catch {
      this.#fileSystem.remove(`${this.#folder}/${name}`); // a spool that can be used matters more than a keepsake
    }
  }
}
