import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Span } from '@hostwire/agent/verify';
import { systemClock } from '@hostwire/runtime';

/** A program of the distribution that reads the kernel by itself. */
export interface Tool {
  readonly command: string;
  /** Debian package. */
  readonly package: string;
}

export const tools = {
  vmstat: { command: 'vmstat', package: 'procps' },
  sar: { command: 'sar', package: 'sysstat' },
  iostat: { command: 'iostat', package: 'sysstat' },
  ss: { command: 'ss', package: 'iproute2' },
  time: { command: 'time', package: 'time' },
} as const satisfies Record<string, Tool>;
export type ToolName = keyof typeof tools;

const folders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Where it is; undefined when it is not installed. */
export function findTool({ command }: Tool): string | undefined {
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a tool printed, and when: from its start to its end, and when each line had arrived. */
export interface ToolRun extends Span {
  readonly output: string;
  /** Instant at which the line was here. */
  arrivedMs(line: RegExp, occurrence: number): number;
}

/** Runs it to its end, in English and with times of 24 hours. Rejects when it fails. */
export function runTool(path: string, args: readonly string[]): Promise<ToolRun> {
  const environment = { PATH: folders.join(':'), LC_ALL: 'C', S_TIME_FORMAT: 'ISO', S_COLORS: 'never' };
  const fromMs = systemClock.monoMs();
  // Lines are printed when they are made, not when a buffer is full.
  const child = spawn('stdbuf', ['-oL', path, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: { atMs: number; end: number }[] = [];
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
    pieces.push({ atMs: systemClock.monoMs(), end: output.length });
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (errors += piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const toMs = systemClock.monoMs();
      if (code !== 0) reject(new Error(`${path} ${args.join(' ')} exited with ${code}: ${errors}`));
      const arrivedMs = (line: RegExp, occurrence: number) => {
        const found = [...output.matchAll(new RegExp(line, 'gm'))][occurrence];
        if (found === undefined)
          throw new Error(`${path} printed no line ${occurrence} like ${line.source}\n${output}`);
        return pieces.find(({ end }) => end > found.index)!.atMs;
      };
      resolve({ fromMs, toMs, output, arrivedMs });
    });
  });
}
