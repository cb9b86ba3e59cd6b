import { createPublicKey, type KeyObject } from 'node:crypto';
import type { UpgradeReport } from '@hostwire/protocol';
import { errorCode, HostwireError, type Logger } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';
import { packageText } from '../package-file.ts';
import type { AgentUpgrader } from './agent-upgrader.ts';
import { ProgramFolder } from './program-folder.ts';
import { collectorSource } from './release-source.ts';
import { Upgrader } from './upgrader.ts';

export interface UpgradeParts {
  readonly address: CollectorAddress;
  readonly pins: () => readonly string[];
  readonly report: (report: UpgradeReport) => void;
  readonly logger: Logger;
  /** Path of the program folder. */
  readonly folder: string;
  /** Of this program. */
  readonly version: string;
  readonly random: () => number;
  readonly restart: () => void;
}

/** What a build of the agent as one file says about itself; deploy/agent/build.mjs writes it. */
const releaseFile = 'release.json';

/** undefined: this program is no release, so it has no key to trust. Throws HostwireError RELEASE_FILE_DAMAGED. */
export function upgraderFor({ address, pins, folder, ...parts }: UpgradeParts): AgentUpgrader | undefined {
  const release = readRelease();
  if (release === undefined) return undefined;
  return new Upgrader({
    ...parts,
    ...release,
    folder: new ProgramFolder(folder),
    source: collectorSource({ address, pins }),
  });
}

function readRelease(): { program: string; publicKey: KeyObject } | undefined {
  let text: string;
  try {
    text = packageText(releaseFile);
  } catch (error) {
    if (['ENOENT', 'ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND'].includes(errorCode(error)))
      return undefined;
    throw error;
  }
  try {
    const { program, publicKey } = JSON.parse(text) as { program: string; publicKey: string };
    return { program, publicKey: createPublicKey(publicKey) };
  } catch (cause) {
    throw new HostwireError(
      'RELEASE_FILE_DAMAGED',
      `${releaseFile} of this program is damaged: install it again`,
      {
        cause,
      },
    );
  }
}
