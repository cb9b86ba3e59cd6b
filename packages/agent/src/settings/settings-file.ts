import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrame, encodeFrame, type Settings } from '@hostwire/protocol';
import { errorCode } from '@hostwire/runtime';

const pathOf = (stateDir: string) => join(stateDir, 'settings.bin');

/**
 * The last settings of a collector, as the frame that they came in: what reads them holds them to the same limits.
 * undefined: there are none, or they do not read back.
 */
export function loadSettings(stateDir: string): Settings | undefined {
  try {
    const frame = decodeFrame(readFileSync(pathOf(stateDir)));
    return frame.type === 'settings' ? frame.settings : undefined;
  } catch {
    return undefined; // the collector says them again
  }
}

/** Written whole, not synced: they come again with the next Welcome. Gives the code of what keeps it from writing. */
export function saveSettings(stateDir: string, settings: Settings): string | undefined {
  const path = pathOf(stateDir);
  try {
    writeFileSync(`${path}.tmp`, encodeFrame({ type: 'settings', settings }), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}
