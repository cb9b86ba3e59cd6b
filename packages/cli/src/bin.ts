import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { endWithOutput } from '@hostwire/runtime';
import { ApiClient } from './api-client.ts';
import type { CommandContext } from './context.ts';
import { runCommandLine } from './program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const dataDir = (flag: string | undefined) => resolve(flag ?? process.env['HOSTWIRE_DATA'] ?? 'data');

const surroundings: Omit<CommandContext, 'exitWith'> = {
  terminal: {
    out: process.stdout,
    err: process.stderr,
    colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    attended: process.stderr.isTTY,
  },
  env: process.env,
  stdin: process.stdin,
  dataDir,
  api: (flag) => new ApiClient(dataDir(flag)),
  nowMs: () => Date.now(),
};

endWithOutput(process);

process.exitCode = await runCommandLine(process.argv.slice(2), surroundings, version);
