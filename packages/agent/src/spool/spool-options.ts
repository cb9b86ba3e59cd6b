import type { ReportLeftOut } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { FileSystem } from './file-system.ts';
import type { SpoolLimits } from './retention.ts';

export interface SpoolOptions {
  readonly fileSystem: FileSystem;
  readonly limits: SpoolLimits;
  readonly clock: Clock;
  readonly bootId: string;
  readonly logger: Logger;
  /** Told what of the samples no batch can hold. */
  readonly onLeftOut: ReportLeftOut;
  /** A closed epoch: it is read, acknowledged and shortened, and needs no reserve. Default: false. */
  readonly isHistory?: boolean;
  /** Default: random. */
  readonly newEpoch?: () => string;
}
