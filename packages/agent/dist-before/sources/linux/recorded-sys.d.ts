import type { GroupName, Reading } from '@hostwire/protocol';
/** For tests: the recorded trees of test/fixtures/sys. */
export declare const recordedSysRoot: string;
export declare function golden(host: string, recorded?: string): unknown;
/** A reading as the golden files have it: device → column or label → value. */
export declare function namedWithLabels(group: GroupName, reading: Reading): Record<string, object>;
