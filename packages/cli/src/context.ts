import type { Command } from 'commander';
import type { Client } from '@hostwire/api/client';
import type { CollectorAddress } from './connection/connect.ts';
import type { Terminal } from './terminal.ts';
import type { ScreenDevice } from './top/full-screen.ts';

/** What every command gets: where to write, the environment, and the API of the collector it talks to. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard input, for `hostwire sql -`. */
  readonly stdin: NodeJS.ReadableStream;
  /** The client of the collector that the options and the environment name. */
  api(address: CollectorAddress): Client;
  /** The data folder that the flags and the environment name. */
  readonly dataDir: (flag: string | undefined) => string;
  readonly nowMs: () => number;
  /** The whole terminal, for `hostwire top`; undefined where input or output is none. */
  readonly screen?: ScreenDevice | undefined;
  readonly sleep: (ms: number) => Promise<void>;
  /** What the process exits with when the command ends without an error. */
  exitWith(code: number): void;
}

/** Options that every command which talks to a collector has. */
export interface CollectorOptions extends CollectorAddress {
  readonly json?: boolean;
}

/** The options that name a collector. */
export function withCollector(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder of a collector on this machine (HOSTWIRE_DATA; default ./data)')
    .option('--url <address>', 'a collector elsewhere: https://NAME (HOSTWIRE_URL)')
    .option('--token-file <file>', 'API token for --url, "-": standard input (or HOSTWIRE_TOKEN)');
}

/** A command that talks to a collector, with the options that nearly all of these share. */
export function collectorCommand(parent: Command, usage: string, description: string): Command {
  return withCollector(parent.command(usage).description(description)).option('--json', 'print JSON');
}
