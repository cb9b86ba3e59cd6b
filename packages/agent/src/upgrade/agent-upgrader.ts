import type { UpgradeReport } from '@hostwire/protocol';

/** What the agent tells whoever replaces it by a newer version (upgrader.ts). */
export interface AgentUpgrader {
  /** How the upgrade goes that is offered; undefined: none is. */
  readonly report: UpgradeReport | undefined;
  /** A session is open. */
  reachedCollector(): Promise<void>;
  /** The version that the collector allows, at each Welcome and change of settings; undefined: none. */
  offered(version: string | undefined): void;
  stop(): void;
}
