import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { waitFor } from '../harness/wait.ts';
import { processCost, type ProcessCost } from './process-cost.ts';

const command = 'prometheus-node-exporter'; // Debian's name of it
const port = 19_100;

/** Prometheus' agent beside ours, scraped once a second over one connection, as Prometheus would. */
export class NodeExporter {
  readonly #process: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #timer: NodeJS.Timeout;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.#timer = setInterval(() => void this.#scrape().catch(() => undefined), 1_000);
  }

  static isInstalled(): boolean {
    return spawnSync(command, ['--version']).status === 0;
  }

  static async start(): Promise<NodeExporter> {
    const child = spawn(command, [`--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
    const exporter = new NodeExporter(child);
    await waitFor('node_exporter answers', 10_000, async () => {
      const bytes = await exporter.#scrape().catch(() => 0);
      return bytes > 0;
    });
    return exporter;
  }

  cost(): ProcessCost {
    return processCost(this.#process.pid!);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#agent.destroy();
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await ended;
  }

  /** The bytes of the answer. */
  #scrape(): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port, path: '/metrics', agent: this.#agent }, (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
        answer.on('end', () => resolve(bytes));
        answer.on('error', reject);
      });
      request.on('error', reject);
    });
  }
}
