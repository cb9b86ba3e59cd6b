import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '@hostwire/protocol';
import type { Logger } from '@hostwire/runtime';
import { loadSettings, saveSettings } from './settings-file.ts';
import { defaultSettings, clampSettings } from './settings.ts';

export interface SettingsInForceOptions {
  readonly stateDir: string;
  /** Of the source. */
  readonly minIntervalMs: number | undefined;
  readonly logger: Logger;
  readonly onChange: (settings: Settings, before: Settings) => void;
}

/**
 * What the agent is set to, always within its limits. Settings come with Welcome and Settings frames; they are kept in the
 * state folder (settings-file.ts) for a start without a collector.
 */
export class SettingsInForce {
  readonly #options: SettingsInForceOptions;
  #current: Settings;

  constructor(options: SettingsInForceOptions) {
    this.#options = options;
    this.#current = clampSettings(loadSettings(options.stateDir) ?? defaultSettings, options.minIntervalMs);
  }

  get current(): Settings {
    return this.#current;
  }

  apply(settings: Settings): void {
    const { minIntervalMs, logger, onChange } = this.#options;
    const before = this.#current;
    const clamped = clampSettings(settings, minIntervalMs);
    this.#current = clamped;
    if (isSame(clamped, before)) return;
    logger.debug({ ...clamped }, 'settings changed');
    if (!isSame(clamped, { ...before, flushMs: clamped.flushMs })) this.#keep(clamped);
    onChange(clamped, before);
  }

  /** For the next start; how often it sends depends on who looks then. */
  #keep(settings: Settings): void {
    const { stateDir, logger } = this.#options;
    const code = saveSettings(stateDir, { ...settings, flushMs: defaultSettings.flushMs });
    if (code !== undefined) logger.warn({ code }, 'settings cannot be kept for the next start');
  }
}

/** Whether both say the same; the version only tells that something was said. */
function isSame(a: Settings, b: Settings): boolean {
  return isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });
}
