/** Worlds with a seed each, so many at a time, each in a process of its own. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { total, type ChaosReport, type TotalReport } from './report.ts';

export interface CampaignOptions {
  readonly seeds: readonly number[];
  readonly parallel: number;
  /** For each of them, besides the seed. */
  readonly args: readonly string[];
  readonly say: (line: string) => void;
}

const main = fileURLToPath(new URL('main.js', import.meta.url));

/** A world that ends without a report counts as a violation. */
export async function runCampaign({ seeds, parallel, args, say }: CampaignOptions): Promise<TotalReport> {
  const waiting = [...seeds];
  const reports: ChaosReport[] = [];
  const worker = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
      reports.push(await runSeed(seed, args, say));
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
  return total(reports.sort((a, b) => a.seed - b.seed));
}

async function runSeed(
  seed: number,
  args: readonly string[],
  say: (line: string) => void,
): Promise<ChaosReport> {
  const child = spawn(process.execPath, [main, '--seed', `${seed}`, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{"seed"')) say(`[${seed}] ${line}`);
    last = line;
  }
  try {
    return JSON.parse(last) as ChaosReport;
  } catch {
    const violations = [{ invariant: 'I6' as const, detail: `it ended without a report: ${last}`, round: 0 }];
    return {
      seed,
      rounds: 0,
      frames: 0,
      rolledUpWindows: 0,
      seconds: 0,
      faults: {},
      leftOut: {},
      spent: {},
      violations,
    };
  }
}
