import { setTimeout } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { endWithOutput } from '@hostwire/runtime';
import { connect } from './connection/connect.ts';
import { processScreen } from './process-screen.ts';
import { runCommandLine, type Surroundings } from './program.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const dataDir = (flag: string | undefined) => resolve(flag ?? process.env['HOSTWIRE_DATA'] ?? 'data');

const surroundings: Surroundings = {
  terminal: {
    out: process.stdout,
    err: process.stderr,
    colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    shown: process.stdout.isTTY,
    attended: process.stderr.isTTY,
  },
  env: process.env,
  stdin: process.stdin,
  dataDir,
  api: (address) => connect(address, { env: process.env, dataDir }),
  nowMs: () => Date.now(),
  screen: processScreen(process, process.env),
  sleep: (ms) => setTimeout(ms),
};

endWithOutput(process);

process.exitCode = await runCommandLine(process.argv.slice(2), surroundings, version);
