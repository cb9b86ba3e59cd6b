/** Moves the database of a data folder to a server, or of a server into a data folder. */
import { mkdir } from 'node:fs/promises';
import { copyHistory, type CollectorConfig, type CopyProgress, type CopyReport } from '@hostwire/collector';
import type { Logger } from '@hostwire/runtime';
import { CommandError, exitCode } from '../exit-code.ts';
import { openEmbedded } from './local-database.ts';
import { beginFilling, endFilling } from '../up/unfinished-restore.ts';

export interface CopyOrder {
  /** As seen from the data folder. */
  readonly direction: 'to' | 'from';
  /** Of the server: http://USER:PASSWORD@HOST:8123 */
  readonly url: string;
  readonly config: CollectorConfig;
  readonly logger: Logger;
  readonly onCopied: (progress: CopyProgress) => void;
}

export async function copyEmbedded(order: CopyOrder): Promise<CopyReport & { readonly isFinal: boolean }> {
  const { direction, config, logger, ...move } = order;
  const { data } = config;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const embedded = await openEmbedded(config, logger);
  const isFinal = direction === 'from' || !embedded.isLive;
  try {
    if (direction === 'from' && embedded.isLive)
      throw new CommandError(
        exitCode.usage,
        `a collector runs on ${data}. Stop it, or copy into another folder.`,
      );
    if (direction === 'from') await beginFilling(data, 'hostwire storage copy --from URL');
    const report = await copyHistory({ ...move, direction, isFinal, config: embedded.config });
    if (direction === 'from') endFilling(data);
    return { ...report, isFinal };
  } finally {
    await embedded.close();
  }
}
