/** What the tests of the spool share: samples, small limits. */
import type { Sample } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import { ManualClock, silentLogger } from '@hostwire/testing';
import type { ModelFileSystem } from './model-file-system.ts';
import type { SpoolLimits } from '../spool/retention.ts';
import { Spool } from '../spool/spool.ts';

export const spoolPath = '/spool';

export const smallLimits: SpoolLimits = {
  spoolBytes: 64 * 1024,
  segmentBytes: 4096,
  backlogBytes: 16 * 1024,
  graceMs: 60_000,
  graceBytes: 16 * 1024,
};

/** A sample that is told from others by its load. */
export function sampleOf(mark: number, tsMs = 1_700_000_000_000 + mark * 1000): Sample {
  const values = Float64Array.of(mark, 2, 3, 4);
  return { tsMs, monoMs: mark * 1000, intervalMs: 1000, readings: { load: { devices: [''], values } } };
}

export interface OpenSpoolOptions {
  readonly limits?: Partial<SpoolLimits>;
  readonly clock?: Clock;
  readonly bootId?: string;
  /** Of a spool that is new. */
  readonly firstEpoch?: string;
}

let epochs = 0;

/** A new process on the spool; the one before it is killed at whatever it was doing. */
export function openSpool(fileSystem: ModelFileSystem, options: OpenSpoolOptions = {}): Promise<Spool> {
  const { limits = {}, clock = new ManualClock(), bootId = 'boot-1', firstEpoch } = options;
  const given = firstEpoch === undefined ? [] : [firstEpoch];
  return Spool.open(spoolPath, {
    fileSystem: fileSystem.process(),
    clock,
    bootId,
    logger: silentLogger,
    onLeftOut: () => undefined,
    limits: { ...smallLimits, ...limits },
    newEpoch: () => given.shift() ?? (++epochs).toString(16).padStart(16, '0'),
  });
}

/** Seals one batch of one sample per mark. */
export async function sealMarks(spool: Spool, marks: readonly number[]): Promise<void> {
  for (const mark of marks) {
    spool.appendDraft(sampleOf(mark));
    await spool.seal();
  }
}
