import { Readable } from 'node:stream';
import { createClient, type Transport } from '@hostwire/api/client';
import type { CommandContext } from '../context.ts';
import { runCommandLine } from '../program.ts';
import { safeTerminal } from '../terminal.ts';

export const testNowMs = 1_700_000_000_000;

export interface TestRun {
  readonly transport: Transport;
  /** What a person types; undefined: nobody is there. */
  readonly typed?: string | undefined;
  /** Whether standard output is a terminal. */
  readonly shown?: boolean;
}

/** Parses and runs one command line, as bin.ts does. */
export async function runCommand(args: readonly string[], { transport, typed, shown = false }: TestRun) {
  let out = '';
  let err = '';
  const stdin = Object.assign(Readable.from(typed === undefined ? [] : [typed]), {
    isTTY: typed !== undefined,
  });
  const write = (text: string | Uint8Array) => (out += Buffer.from(text).toString('utf8'));
  const surroundings = {
    terminal: {
      out: { write },
      err: { write: (text: string) => (err += text) },
      colours: false,
      shown,
      attended: false,
    },
    env: {},
    stdin,
    dataDir: () => 'data',
    api: () => createClient(transport),
    nowMs: () => testNowMs,
    sleep: () => Promise.resolve(),
  };
  const code = await runCommandLine(args, surroundings, '0.0.0');
  return { code, out, err };
}

/** For commands that are only parsed. */
export function testContext(transport: Transport): CommandContext {
  const silent = { write: () => true };
  return {
    terminal: safeTerminal({ out: silent, err: silent, colours: false, attended: false }),
    env: {},
    stdin: Readable.from([]),
    dataDir: () => 'data',
    api: () => createClient(transport),
    nowMs: () => testNowMs,
    sleep: () => Promise.resolve(),
    exitWith: () => undefined,
  };
}
