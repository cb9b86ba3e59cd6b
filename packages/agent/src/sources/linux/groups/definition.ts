import type { GroupName } from '@hostwire/protocol';
import type { BackgroundGroup } from '../../sampling/background-group.ts';
import type { SampledGroup } from '../../sampling/sampled-group.ts';
import type { KernelBytes, KernelRecords } from '../files/kernel-file.ts';
import type { Uevents } from '../files/uevents.ts';
import type { Namespaces } from '../namespaces.ts';
import type { CrossCheck, CrossCheckFiles, Roots } from './cross-check.ts';
import type { Statfs } from './filesystem/capacity.ts';

/** What a group reads its host with. */
export interface GroupHost extends Roots {
  /** A file of /proc that stays open, by its name; `records` is 'one' unless said otherwise. */
  readonly file: (name: string, records?: KernelRecords) => KernelBytes;
  /** As `file`, of files that only the kernel itself serves. */
  readonly kernelFile: (name: string, records: KernelRecords) => KernelBytes;
  /** Another statfs(2), in tests. */
  readonly statfs: Statfs | undefined;
  /** Whether a program (lxcfs) shows a file of /proc in the place of the kernel. */
  readonly isServedByProgram: (name: string) => boolean;
  readonly namespaces: Namespaces;
  readonly uevents: Uevents;
  /** Between samples that have the slow columns too. 0: every sample has. */
  readonly slowColumnsEveryMs: number;
}

interface Definition<Group> {
  readonly create: (host: GroupHost) => Group;
  /** Why a host may have no such group when there is no issue with it, for `hostwire-agent verify`. */
  readonly whyAbsent?: Partial<Record<GroupName, string>>;
  /** Other ways to read the same, for `hostwire-agent verify`. */
  readonly crossChecks?: (files: CrossCheckFiles) => readonly CrossCheck[];
}

/** A group that is read with the samples. */
export type SampledDefinition = Definition<SampledGroup>;

/** A group that is read beside the samples. */
export interface BackgroundDefinition extends Definition<BackgroundGroup> {
  /** After the first sample; collections that begin at different seconds do not add up. */
  readonly firstAfterMs: number;
}
