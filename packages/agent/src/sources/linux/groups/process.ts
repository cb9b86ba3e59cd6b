import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { numberSettings, type Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows, scalarReading } from '../../sampling/columns.ts';
import type { GroupConfiguration } from '../../sampling/source-settings.ts';
import { TimeSlice } from '../../sampling/time-slice.ts';
import { topRows } from '../../sampling/top-rows.ts';
import { KernelText } from '../files/kernel-text.ts';
import { PassingFiles } from '../files/passing-file.ts';
import type { BackgroundDefinition } from './definition.ts';
import {
  parseProcessIo,
  parseProcessStat,
  parseProcessStatus,
  type ProcessIo,
  type ProcessStat,
  type ProcessStatus,
} from './process/files.ts';
import { ProcessHistory, type ProcessRecord } from './process/history.ts';
import { ProcessStatFiles } from './process/stat-files.ts';
import { UserNames } from './process/user-names.ts';

/**
 * Groups `process_state` and `process`.
 *
 * Every collection reads /proc/PID/stat of all processes, in slices of time, and /proc/PID/io, where it may, of those that
 * used the CPU since the previous one: who did not did no I/O either, but for what less than 10 ms of CPU time can ask
 * for, which then counts in the collection that finds it running. Rows are made of those that lead: by CPU time, by memory,
 * by bytes from and to storage. So what a collection reads grows with the host and what a sample holds does not. Most
 * processes sleep, and what the kernel says of them is the same as before: then it is not taken apart.
 *
 * Threads of the kernel that sleep, most of what a small host runs, are looked at in every third collection, in turns: one that
 * wakes is found up to 30 s later, with all that it did since. On hosts with very many processes so are all that sleep and
 * lead in nothing.
 *
 * Increments are since the last look at the process (process-history.ts), whose distance is in each row.
 */
const processLimits = {
  maxProcesses: 32_768,
  /** With more, those that sleep wait for their turn. */
  maxEager: 2_000,
} as const;

const position = {
  cpuMs: columnPosition('process', 'cpu_ms'),
  intervalMs: columnPosition('process', 'interval_ms'),
  rssBytes: columnPosition('process', 'rss_bytes'),
  threads: columnPosition('process', 'threads'),
  readBytes: columnPosition('process', 'read_bytes'),
  writeBytes: columnPosition('process', 'write_bytes'),
};

/** Of a mount of type proc, among its options. */
const hidingOption = /(?<= - proc .*)\bhidepid=(?!0\b|off\b)\w+/;

const statePositions: Readonly<Record<string, number>> = {
  R: columnPosition('process_state', 'running'),
  S: columnPosition('process_state', 'sleeping'),
  D: columnPosition('process_state', 'uninterruptible'),
  I: columnPosition('process_state', 'idle'),
  T: columnPosition('process_state', 'stopped'),
  t: columnPosition('process_state', 'stopped'),
  Z: columnPosition('process_state', 'zombie'),
};
const otherPosition = columnPosition('process_state', 'other');
const threadsPosition = columnPosition('process_state', 'threads');

export interface ProcessOptions {
  readonly procRoot: string;
  readonly passwdFile?: string;
  /** Default: processLimits. */
  readonly maxEager?: number;
}

export class ProcessGroup implements BackgroundGroup {
  readonly name = 'process';
  readonly #procRoot: string;
  readonly #maxEager: number;
  readonly #files = new PassingFiles();
  readonly #stats: ProcessStatFiles;
  readonly #users: UserNames;
  readonly #history = new ProcessHistory();
  #leaders: number = numberSettings.processTop.default;

  constructor({ procRoot, passwdFile = '/etc/passwd', maxEager = processLimits.maxEager }: ProcessOptions) {
    this.#procRoot = procRoot;
    this.#stats = new ProcessStatFiles(procRoot);
    this.#maxEager = maxEager;
    this.#users = new UserNames(passwdFile);
  }

  get resets(): number {
    return this.#history.resets;
  }

  configure({ numbers }: Pick<GroupConfiguration, 'numbers'>): void {
    this.#leaders = numbers.processTop; // rows for each of the three respects
  }

  async collect(monoMs: number): Promise<Collected> {
    const hidden = this.#whyHidden();
    if (hidden !== undefined) {
      this.forget();
      return { readings: {}, issues: [{ group: this.name, code: 'PROCESSES_HIDDEN', message: hidden }] };
    }
    this.#history.begin({ monoMs, uptimeTicks: this.#uptimeTicks() });
    const pids = (await readdir(this.#procRoot)).filter((name) => name >= '0' && name < ':');
    const left = pids.length - processLimits.maxProcesses;
    await this.#look(left > 0 ? pids.slice(0, processLimits.maxProcesses) : pids);
    const processes = this.#history.finish();
    const leading = leadersOf(processes, this.#leaders);
    this.#history.lead(leading);
    const leaders = await this.#reading(leading);
    const message = `${left} processes beyond ${processLimits.maxProcesses} are left out`;
    return {
      readings: {
        process_state: statesOf(processes),
        ...(leaders === undefined ? {} : { process: leaders }),
      },
      issues: left > 0 ? [{ group: this.name, code: 'DEVICES_LEFT_OUT', message }] : [],
    };
  }

  forget(): void {
    this.#history.forget();
    this.#stats.close();
  }

  close(): void {
    this.#stats.close();
  }

  #read(pid: string, file: string): Buffer | undefined {
    return this.#files.read(`${this.#procRoot}/${pid}/${file}`);
  }

  /** Why the agent sees only its own processes; undefined: it sees all. */
  #whyHidden(): string | undefined {
    if (this.#files.read(`${this.#procRoot}/1/stat`) !== undefined) return undefined;
    const mounts = this.#files.read(`${this.#procRoot}/self/mountinfo`)?.toString('latin1') ?? '';
    const option = hidingOption.exec(mounts)?.[0];
    if (option === undefined) return undefined;
    return `${this.#procRoot} is mounted with ${option}, which hides the processes of other users; run the agent as root, or mount it with gid= of a group of the agent`;
  }

  /** NaN where it cannot be read: then no process counts as new. */
  #uptimeTicks(): number {
    const bytes = this.#files.read(join(this.#procRoot, 'uptime'));
    if (bytes === undefined) return NaN;
    const text = new KernelText(bytes);
    const seconds = text.number();
    text.skip();
    return seconds * 100 + text.number();
  }

  async #look(pids: readonly string[]): Promise<void> {
    const slice = new TimeSlice();
    const patient = pids.length > this.#maxEager ? 'all' : 'kernel threads';
    for (const pid of pids) {
      if (slice.usedUp()) await slice.next();
      if (this.#history.wait(pid, patient)) continue;
      const bytes = this.#stats.read(pid);
      if (bytes === undefined) continue; // it ended meanwhile
      const checksum = crc32(bytes);
      if (!this.#history.keep(pid, checksum)) this.#measure(pid, bytes, checksum);
    }
    this.#stats.sweep(pids);
    await slice.next();
  }

  #measure(pid: string, bytes: Buffer, checksum: number): void {
    const stat = parseProcessStat(bytes);
    if (stat === undefined) return;
    const io = this.#history.ran(pid, stat) ? this.#readIo(pid, stat) : 'unchanged';
    this.#history.measure({ pid, stat, io, checksum });
  }

  #readIo(pid: string, { isKernelThread }: ProcessStat): ProcessIo | undefined {
    const bytes = isKernelThread ? undefined : this.#read(pid, 'io');
    return bytes === undefined ? undefined : parseProcessIo(bytes);
  }

  #readStatus(pid: string): ProcessStatus | undefined {
    const bytes = this.#read(pid, 'status');
    return bytes === undefined ? undefined : parseProcessStatus(bytes);
  }

  async #reading(leaders: readonly ProcessRecord[]): Promise<Reading | undefined> {
    const rows = leaders.flatMap((process) => {
      process.status ??= this.#readStatus(process.pid); // it says the same while /proc/PID/stat does
      return process.status === undefined ? [] : [{ process, ...process.status }]; // it ended meanwhile
    });
    if (rows.length === 0) return undefined;
    await this.#users.learn(rows.map(({ uid }) => uid));
    return {
      devices: rows.map(({ process }) => process.pid),
      labels: {
        program: rows.map(({ process }) => process.program),
        user: rows.map(({ uid }) => this.#users.name(uid)),
      },
      values: joinRows(rows.map(({ process, rssBytes }) => rowOf(process, rssBytes))),
    };
  }
}

function leadersOf(found: readonly ProcessRecord[], count: number): ProcessRecord[] {
  const keys = [
    ({ cpuMs }: ProcessRecord) => cpuMs,
    ({ rssPages }: ProcessRecord) => rssPages,
    ({ readBytes, writeBytes }: ProcessRecord) => readBytes + writeBytes,
  ];
  return topRows(found, { count, keys });
}

function rowOf(process: ProcessRecord, rssBytes: number): Float64Array {
  const row = blankRow('process');
  row[position.cpuMs] = process.cpuMs;
  row[position.intervalMs] = process.intervalMs;
  row[position.rssBytes] = rssBytes;
  row[position.threads] = process.threads;
  row[position.readBytes] = process.readBytes;
  row[position.writeBytes] = process.writeBytes;
  return row;
}

function statesOf(found: readonly ProcessRecord[]): Reading {
  const values = blankRow('process_state').fill(0);
  for (const { state, threads } of found) {
    values[statePositions[state] ?? otherPosition]!++;
    values[threadsPosition]! += threads;
  }
  return scalarReading(values);
}

export const processGroup: BackgroundDefinition = {
  create: ({ procRoot, namespaces }) =>
    new ProcessGroup({ procRoot, passwdFile: join(namespaces.root, '/etc/passwd') }),
  firstAfterMs: 2_000,
};
