import { columnGroup, isText, type Reading } from '@hostwire/protocol';
import { errorCode, toError } from '@hostwire/runtime';
import type { Trouble } from '../source.ts';
import { columnPosition } from './columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import { MountSurvey, type Capacity, type Statfs, type SurveyResult } from './mount-survey.ts';
import { parseMountinfo, selectMounts, type Mount, type MountFilterOptions } from './mountinfo.ts';

/**
 * Group `filesystem`: a survey of the mounts that runs beside the sampling. `take` starts one when it is due and none
 * is running, and hands out the reading of the last one that finished, once. A survey that `forget` overtakes finishes
 * unseen; all that is left of it are its pending calls.
 */
export const surveyIntervalMs = 10_000;

/** An interval that a sample or two late would miss by a hair still counts as over. */
const dueEarlyMs = 100;

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

export class FilesystemGroup {
  readonly #mountinfo: KernelBytes;
  readonly #filter: MountFilterOptions | undefined;
  readonly #survey: MountSurvey;
  #running: Promise<void> | undefined;
  #startedMs = -Infinity;
  #fresh: Reading | undefined;
  #troubles: readonly Trouble[] = [];

  constructor({ mountinfo, statfs, filter, answerMs }: FilesystemOptions) {
    this.#mountinfo = mountinfo;
    this.#filter = filter;
    this.#survey = new MountSurvey({ statfs, ...(answerMs === undefined ? {} : { answerMs }) });
  }

  /** Of the last survey. */
  get troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  /** Mounts that did not answer, or were not asked because others do not. */
  get troubledMounts(): number {
    return this.#troubles.filter(({ code }) => code === 'MOUNT_HUNG' || code === 'MOUNT_NOT_ASKED').length;
  }

  /** The reading that became ready since the last call. Never throws: trouble is in `troubles`. */
  take(monoMs: number): Reading | undefined {
    const reading = this.#fresh;
    this.#fresh = undefined;
    if (this.#running === undefined && monoMs - this.#startedMs >= surveyIntervalMs - dueEarlyMs) {
      this.#startedMs = monoMs;
      this.#running = this.#run().finally(() => (this.#running = undefined));
    }
    return reading;
  }

  /** When the survey that runs now is done; at once when none does. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** The next `take` starts a survey. */
  forget(): void {
    this.#startedMs = -Infinity;
    this.#fresh = undefined;
    this.#troubles = [];
  }

  close(): void {
    this.#mountinfo.close();
  }

  async #run(): Promise<void> {
    const startedMs = this.#startedMs;
    try {
      const mounts = selectMounts(parseMountinfo(this.#mountinfo.read().toString('utf8')), this.#filter);
      const result = await this.#survey.run(mounts);
      if (this.#startedMs !== startedMs) return;
      const { reading, troubles } = filesystemReading(result);
      this.#fresh = reading;
      this.#troubles = troubles;
    } catch (error) {
      this.#troubles = [{ group: 'filesystem', code: errorCode(error), message: toError(error).message }];
    }
  }
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
