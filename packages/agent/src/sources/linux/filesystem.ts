import { columnGroup, isText, type Reading } from '@hostwire/protocol';
import type { Trouble } from '../source.ts';
import { columnPosition } from './columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import { LastParse } from './last-parse.ts';
import { MountSurvey, type Capacity, type Statfs, type SurveyResult } from './mount-survey.ts';
import { parseMountinfo, selectMounts, type Mount, type MountFilterOptions } from './mountinfo.ts';
import type { SurveyFindings, Surveyor } from './survey.ts';

export interface FilesystemOptions {
  readonly mountinfo: KernelBytes;
  readonly statfs: Statfs;
  readonly filter?: MountFilterOptions;
  readonly answerMs?: number;
}

const width = columnGroup('filesystem').columns.length;
const position = {
  size: columnPosition('filesystem', 'size_bytes'),
  free: columnPosition('filesystem', 'free_bytes'),
  available: columnPosition('filesystem', 'available_bytes'),
  inodesTotal: columnPosition('filesystem', 'inodes_total'),
  inodesFree: columnPosition('filesystem', 'inodes_free'),
  readOnly: columnPosition('filesystem', 'read_only'),
};

/** Group `filesystem`: asks the mounts, which may not answer. */
export class FilesystemGroup implements Surveyor {
  readonly name = 'filesystem';
  readonly resets = 0;
  readonly #mountinfo: KernelBytes;
  #filter: MountFilterOptions | undefined;
  readonly #survey: MountSurvey;
  readonly #mounts = new LastParse((bytes) =>
    selectMounts(parseMountinfo(bytes.toString('utf8')), this.#filter),
  );

  constructor({ mountinfo, statfs, filter, answerMs }: FilesystemOptions) {
    this.#mountinfo = mountinfo;
    this.#filter = filter;
    this.#survey = new MountSurvey({ statfs, ...(answerMs === undefined ? {} : { answerMs }) });
  }

  set filter(filter: MountFilterOptions | undefined) {
    this.#filter = filter;
    this.#mounts.forget();
  }

  async survey(): Promise<SurveyFindings> {
    const mounts = this.#mounts.of(this.#mountinfo.read());
    const { reading, troubles } = filesystemReading(await this.#survey.run(mounts));
    return { readings: reading === undefined ? {} : { filesystem: reading }, troubles };
  }

  /** Mount points with a call that has not returned. */
  get waitsFor(): readonly string[] {
    return this.#survey.waitsFor;
  }

  forget(): void {
    // gauges have no baseline; calls that are pending stay
  }

  close(): void {
    this.#mountinfo.close();
  }
}

/** Mounts that did not answer, or were not asked because others do not. */
export function troubledMounts(troubles: readonly Trouble[]): number {
  return troubles.filter(({ code }) => code === 'MOUNT_HUNG' || code === 'MOUNT_NOT_ASKED').length;
}

/** The rows of the mounts that answered, and the troubles with those that no row can tell exactly. */
export function filesystemReading(result: SurveyResult): {
  reading: Reading | undefined;
  troubles: Trouble[];
} {
  const troubles = [...result.troubles];
  const mounts: Mount[] = [];
  const values: number[] = [];
  for (const { mount, capacity } of result.answers) {
    if (capacity.blocks === 0n) continue; // some FUSE file systems have no capacity
    const row = capacityRow(mount, capacity);
    const unfit = whyUnfit(mount, row);
    if (unfit !== undefined) {
      troubles.push({ group: `filesystem ${mount.mountPoint}`, ...unfit });
      continue;
    }
    mounts.push(mount);
    values.push(...row);
  }
  if (mounts.length === 0) return { reading: undefined, troubles };
  const reading: Reading = {
    devices: mounts.map(({ mountPoint }) => mountPoint),
    labels: { device: mounts.map(({ source }) => source), type: mounts.map(({ type }) => type) },
    values: Float64Array.from(values),
  };
  return { reading, troubles };
}

/** Why a mount cannot be part of a sample; undefined when it can. */
function whyUnfit(mount: Mount, row: readonly number[]): Omit<Trouble, 'group'> | undefined {
  if (![mount.mountPoint, mount.source, mount.type].every(isText)) {
    return {
      code: 'NAME_UNFIT',
      message: 'the mount point or its source is too long to be sent; it is left out',
    };
  }
  if (row.every(Number.isSafeInteger)) return undefined;
  const message =
    'it says that it holds more than 2^53 bytes or files, which no value tells exactly; it is left out';
  return { code: 'CAPACITY_TOO_LARGE', message };
}

/** statfs(2) counts blocks in units of f_bsize on every file system that sets f_frsize to it or to 0. */
function capacityRow(mount: Mount, { bsize, blocks, bfree, bavail, files, ffree }: Capacity): number[] {
  const row = new Array<number>(width);
  row[position.size] = Number(blocks * bsize);
  row[position.free] = Number(bfree * bsize);
  row[position.available] = Number(bavail * bsize);
  row[position.inodesTotal] = Number(files);
  row[position.inodesFree] = Number(ffree);
  row[position.readOnly] = mount.readOnly ? 1 : 0;
  return row;
}
