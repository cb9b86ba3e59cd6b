import type { GroupName } from '../column-groups.ts';

/**
 * Why something of a sample is not in its batch. value: a number that the column cannot hold, missing now. label: a text
 * that cannot travel, empty now. name: a device whose name cannot travel. duplicate: a device that is there twice.
 * too_many: devices beyond `maxDevicesPerGroup`. shape: a group whose values do not match its devices. too_large: a group
 * with which not even one sample fits into a batch.
 */
export type LeftOutReason = 'value' | 'label' | 'name' | 'duplicate' | 'too_many' | 'shape' | 'too_large';

/** Something of a sample that no batch can hold, while the rest of the sample goes on. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly group: GroupName;
  /** '' of a group without devices, or when all of the group is meant. */
  readonly device: string;
  /** The column or label; '' when the whole row is meant. */
  readonly column: string;
}

/** Told once for each value, label or row of a batch. */
export type ReportLeftOut = (leftOut: LeftOut) => void;

export const ignoreLeftOut: ReportLeftOut = () => undefined;
