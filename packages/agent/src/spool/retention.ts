/** How much the spool may keep, and how long. */
export interface SpoolLimits {
  /** All segments together; beyond it the oldest goes, acknowledged or not. */
  readonly spoolBytes: number;
  readonly segmentBytes: number;
  /** Numbered batches held in memory while the disk takes none. */
  readonly backlogBytes: number;
  /** Acknowledged segments stay this long, or ... */
  readonly graceMs: number;
  /** ... until they take this much: a database that lost its last seconds is refilled from them. */
  readonly graceBytes: number;
}

const MiB = 1024 * 1024;
const smallestSpoolBytes = 4 * MiB;
const shareOfFileSystem = 0.05;

export const defaultLimits: SpoolLimits = {
  spoolBytes: 512 * MiB,
  segmentBytes: 4 * MiB,
  backlogBytes: 8 * MiB,
  graceMs: 15 * 60_000,
  graceBytes: 64 * MiB,
};

/** The limits for a file system of this size: 512 MiB or 5 % of it if that is less, in at least eight segments. */
export function limitsFor(fileSystemBytes: number): SpoolLimits {
  const share = Math.floor(fileSystemBytes * shareOfFileSystem);
  const spoolBytes = Math.min(defaultLimits.spoolBytes, Math.max(smallestSpoolBytes, share));
  return { ...defaultLimits, spoolBytes, segmentBytes: Math.min(defaultLimits.segmentBytes, spoolBytes / 8) };
}

/** One segment as retention sees it, oldest first; `ackedMs`: since when everything in it is acknowledged (monotonic). */
export interface RetainedSegment {
  readonly bytes: number;
  readonly ackedMs: number | undefined;
}

/**
 * How many of the oldest segments go. The last is never among them: it is being written.
 * `expired` were acknowledged and have had their grace; `dropped` go after those because of the size limit.
 */
export function retire(
  segments: readonly RetainedSegment[],
  limits: SpoolLimits,
  monoMs: number,
): { readonly expired: number; readonly dropped: number } {
  const closed = segments.slice(0, -1);
  const firstUnacked = closed.findIndex((segment) => segment.ackedMs === undefined);
  const acked = firstUnacked < 0 ? closed : closed.slice(0, firstUnacked);
  let graceBytes = acked.reduce((sum, segment) => sum + segment.bytes, 0);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  let expired = 0;
  for (const segment of acked) {
    const inGrace = monoMs - segment.ackedMs! < limits.graceMs && graceBytes <= limits.graceBytes;
    if (inGrace && bytes <= limits.spoolBytes) break;
    graceBytes -= segment.bytes;
    bytes -= segment.bytes;
    expired++;
  }
  let dropped = 0;
  for (const segment of closed.slice(expired)) {
    if (bytes <= limits.spoolBytes) break;
    bytes -= segment.bytes;
    dropped++;
  }
  return { expired, dropped };
}
