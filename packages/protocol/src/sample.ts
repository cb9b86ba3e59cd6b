import type { GroupName } from './column-groups.ts';

/**
 * What one group of a host read at one instant. `values` holds one row per device, one column per column of the
 * group (`columnGroup(name).columns`), row after row; NaN = missing. A group without devices has one row.
 */
export interface Reading {
  /** Device names, in the order of the rows; [''] for a group without devices. */
  readonly devices: readonly string[];
  /** For each label of the group one text per device. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** Integers from 0 to 2^53 - 1, in columns of the kind `real` any finite number; or NaN. */
  readonly values: Float64Array;
}

/** Everything read from one host at one instant. A group that was not read is absent. */
export interface Sample {
  /** Wall clock, ms since 1970. */
  readonly tsMs: number;
  /** Monotonic clock, ms. */
  readonly monoMs: number;
  /** Since the previous sample, by the monotonic clock; 0 for the first after a start. */
  readonly intervalMs: number;
  readonly readings: Readonly<Partial<Record<GroupName, Reading>>>;
}

/** The decoded samples of one batch, as columns. */
export interface SampleColumns {
  /** Number of samples. */
  readonly samples: number;
  readonly tsMs: Float64Array;
  readonly monoMs: Float64Array;
  readonly intervalMs: Float64Array;
  /** Groups that at least one sample of the batch has, in the order of `columnGroups`. */
  readonly groups: readonly GroupColumns[];
}

/** One group of a batch. Rows go sample by sample, and within a sample device by device. */
export interface GroupColumns {
  readonly name: GroupName;
  /** Distinct device names; [''] for a group without devices. */
  readonly deviceNames: readonly string[];
  /** For each label of the group one text per entry of `deviceNames`. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Rows of each sample; 0 = not read. Length: number of samples. */
  readonly rowsPerSample: Uint32Array;
  /** For each row the index of its device in `deviceNames`. Length: number of rows. */
  readonly deviceOfRow: Uint32Array;
  /**
   * Column after column, in the order of the group; each as long as the number of rows. NaN = missing. One array,
   * because a batch is small and waits in memory: a column as an object of its own would be larger than its values.
   */
  readonly values: Float64Array;
}
