import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readdirSync, statSync } from 'node:fs';
import { waitFor } from '../harness/wait.ts';

const command = 'victoria-metrics'; // Debian's name of it
const port = 18_428;
const address = `http://127.0.0.1:${port}`;
const startLimitMs = 20_000;
const mergeLimitMs = 300_000;

/** The numbers of one series, oldest first. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly timestamps: readonly number[];
  readonly values: readonly number[];
}

/** VictoriaMetrics in a folder of its own, for what it takes for the same numbers. */
export class VictoriaMetrics {
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#process = child;
    this.#folder = folder;
  }

  static isInstalled(): boolean {
    return spawnSync(command, ['-version']).status === 0;
  }

  static async start(folder: string): Promise<VictoriaMetrics> {
    const options = [
      `-storageDataPath=${folder}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=12',
    ];
    const child = spawn(command, options, { stdio: 'ignore' });
    await waitFor('VictoriaMetrics answers', startLimitMs, async () => (await fetch(`${address}/health`)).ok);
    return new VictoriaMetrics(child, folder);
  }

  /** Throws when they are refused. */
  async import(series: readonly Series[]): Promise<void> {
    const lines = series.map(({ name, labels, timestamps, values }) =>
      JSON.stringify({ metric: { __name__: name, ...labels }, timestamps, values }),
    );
    const answer = await fetch(`${address}/api/v1/import`, { method: 'POST', body: lines.join('\n') });
    if (!answer.ok) throw new Error(`VictoriaMetrics answered ${answer.status}: ${await answer.text()}`);
  }

  /** Ends it once everything is merged; the bytes of its files, index included. */
  async bytesAtRest(): Promise<number> {
    await fetch(`${address}/internal/force_flush`);
    await fetch(`${address}/internal/force_merge`);
    await waitFor('VictoriaMetrics has merged', mergeLimitMs, async () => {
      const text = await (await fetch(`${address}/metrics`)).text();
      const active = text.matchAll(/^vm_active_(?:force_)?merges\S* (\d+)$/gm);
      return [...active].every(([, count]) => count === '0');
    });
    await this.stop();
    return bytesBelow(this.#folder);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
