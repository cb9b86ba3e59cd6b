import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isText, type Reading } from '@hostwire/protocol';
import { HostwireError, errorCode } from '@hostwire/runtime';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { impossibleValue } from '../../sampling/impossible-value.ts';
import type { GroupConfiguration } from '../../sampling/source-settings.ts';
import type { Issue } from '../../sampling/source.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { LastParse } from '../files/last-parse.ts';
import { parseMountinfo, type Mount } from '../files/mountinfo.ts';
import { type CrossCheckValue, type Seen } from './cross-check.ts';
import type { BackgroundDefinition } from './definition.ts';
import { capacityRow, systemStatfs, type Statfs } from './filesystem/capacity.ts';
import { MountProbe, type ProbeResult } from './filesystem/mount-probe.ts';
import { selectMounts, type MountFilterOptions } from './filesystem/select-mounts.ts';

export interface FilesystemOptions {
  readonly mountinfo: KernelBytes;
  readonly statfs: Statfs;
  readonly filter?: MountFilterOptions;
  readonly answerMs?: number;
}

/** Group `filesystem`: asks the mounts, which may not answer. */
export class FilesystemGroup implements BackgroundGroup {
  readonly name = 'filesystem';
  readonly resets = 0;
  readonly #mountinfo: KernelBytes;
  #filter: MountFilterOptions | undefined;
  readonly #probe: MountProbe;
  readonly #mounts = new LastParse((bytes) => selectMounts(parseMountinfo(bytes), this.#filter));

  constructor({ mountinfo, statfs, filter, answerMs }: FilesystemOptions) {
    this.#mountinfo = mountinfo;
    this.#filter = filter;
    this.#probe = new MountProbe({ statfs, ...(answerMs === undefined ? {} : { answerMs }) });
  }

  configure({ filters }: Pick<GroupConfiguration, 'filters'>): void {
    this.#filter = { mounts: filters.mounts ?? {}, types: filters.filesystemTypes ?? {} };
    this.#mounts.forget();
  }

  async collect(): Promise<Collected> {
    const mounts = this.#mounts.of(this.#mountinfo.read());
    const { reading, issues } = filesystemReading(await this.#probe.run(mounts));
    return { readings: reading === undefined ? {} : { filesystem: reading }, issues };
  }

  /** Mount points with a call that has not returned. */
  get pending(): readonly string[] {
    return this.#probe.pending;
  }

  forget(): void {
    // gauges have no baseline; calls that are pending stay
  }

  close(): void {
    this.#mountinfo.close();
  }
}

/** Mounts that did not answer, or were not asked because others do not. */
export function blockedMounts(issues: readonly Issue[]): number {
  return issues.filter(({ code }) => code === 'MOUNT_HUNG' || code === 'MOUNT_NOT_ASKED').length;
}

/** The rows of the mounts that answered, and the issues with those that no row can hold exactly. */
export function filesystemReading(result: ProbeResult): { reading: Reading | undefined; issues: Issue[] } {
  const issues = [...result.issues];
  const mounts: Mount[] = [];
  const values: number[] = [];
  for (const { mount, capacity } of result.answers) {
    if (capacity.blocks === 0n) continue; // some FUSE file systems have no capacity
    const where = { group: 'filesystem', device: mount.mountPoint };
    if (![mount.mountPoint, mount.source, mount.type].every(isText)) {
      const message = 'the mount point or its source is too long to be sent; it is left out';
      issues.push({ ...where, code: 'NAME_UNFIT', message });
      continue;
    }
    const { row, impossible } = capacityRow(mount, capacity);
    issues.push(...impossible.map(({ column, why }) => impossibleValue({ ...where, column, why })));
    mounts.push(mount);
    values.push(...row);
  }
  if (mounts.length === 0) return { reading: undefined, issues };
  const reading: Reading = {
    devices: mounts.map(({ mountPoint }) => mountPoint),
    labels: { device: mounts.map(({ source }) => source), type: mounts.map(({ type }) => type) },
    values: Float64Array.from(values),
  };
  return { reading, issues };
}

export const filesystemGroup: BackgroundDefinition = {
  create: ({ kernelFile, namespaces, statfs }) =>
    new FilesystemGroup({
      mountinfo: kernelFile(namespaces.mountinfo, 'any'),
      statfs: statfs ?? systemStatfs(namespaces.root),
    }),
  firstAfterMs: 0,
  crossChecks: () => [{ group: 'filesystem', how: 'df', inBackground: true, read: (seen) => df(seen) }],
};

const dfTimeoutMs = 5_000;

/** df of coreutils, for each mount by itself, so that one that hangs takes no other with it: only those that the source could ask. */
async function df(seen: Seen): Promise<CrossCheckValue[]> {
  const values: CrossCheckValue[] = [];
  for (const device of seen.devices('filesystem')) {
    const { stdout } = await runDf(device);
    const [size = NaN, used = NaN, available = NaN] = stdout
      .trim()
      .split('\n')[1]!
      .trim()
      .split(/\s+/)
      .map(Number);
    const of = { group: 'filesystem', device, kind: 'level', grain: 0, how: `df ${device}` } as const;
    values.push(
      { ...of, columns: ['size_bytes'], value: size },
      { ...of, columns: ['free_bytes'], value: size - used },
      { ...of, columns: ['available_bytes'], value: available },
    );
  }
  return values;
}

async function runDf(mount: string): Promise<{ stdout: string }> {
  const args = ['--block-size=1', '--output=size,used,avail', '--', mount];
  try {
    return await promisify(execFile)('df', args, { timeout: dfTimeoutMs, killSignal: 'SIGKILL' });
  } catch (error) {
    const what =
      errorCode(error) === 'ENOENT' ? 'df is not installed (package coreutils)' : `df ${mount} failed`;
    throw new HostwireError('DF_FAILED', what, { cause: error });
  }
}
