import type { ApiClient } from './api-client.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets: where to write, the environment, and the API of the collector it talks to. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard input, for `hostwire sql -`. */
  readonly stdin: NodeJS.ReadableStream;
  /** The client for the data folder given by --data, HOSTWIRE_DATA or the default. */
  api(dataDir: string | undefined): ApiClient;
  /** The data folder that the flags and the environment name. */
  dataDir(flag: string | undefined): string;
  nowMs(): number;
  /** What the process exits with when the command ends without an error. */
  exitWith(code: number): void;
}

/** Options that every command which talks to a collector has. */
export interface CollectorOptions {
  readonly data?: string;
  readonly json?: boolean;
}
