import { spawnSync } from 'node:child_process';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.ts';
import { Program } from '../harness/program.ts';
import { waitFor } from '../harness/wait.ts';

interface Started {
  readonly pid: number;
  readonly httpPort: number;
  readonly tcpPort: number;
  readonly writer: string;
  readonly reader: string;
}

const readyLimitMs = 60_000;
const queryLimitMs = 20_000;
const answerLimitMs = 90_000;
const replaceLimitMs = 60_000;
const supervisedDeaths = 3;

/** ClickHouse and its supervisor, on the same ports for as long as the round lasts. */
export class ChaosDatabase {
  readonly #dataDir: string;
  #program: Program | undefined;
  #started: Started | undefined;
  #deaths = 0;
  /** Between a return to an older state and the moment when agents have filled it up again. */
  isBehind = false;
  /** How often a part of it was broken. */
  brokenParts = 0;
  /** How often it was put back into an older state. */
  rollbacks = 0;

  /** Numbers that a broken part took, and no agent could give again, as `AGENT/EPOCH SEQ`. */
  readonly lost = new Set<string>();

  /** Per epoch the highest number that ever stood here: also of what was lost since. */
  readonly committed = new Map<string, number>();

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<void> {
    const { httpPort = freePort(), tcpPort = freePort() } = this.#started ?? {};
    const program = new Program('chaos-database', [this.#dataDir, `${httpPort}`, `${tcpPort}`]);
    this.#program = program;
    this.#started = await waitFor(`ClickHouse starts`, readyLimitMs, () => {
      if (!program.alive) throw new Error(`the database process ended: ${program.stderr}`);
      return lines(program).find((line) => line.httpPort !== undefined) as Started | undefined;
    });
  }

  get started(): Started {
    if (!this.#started) throw new Error('the database was not started');
    return this.#started;
  }

  get isRunning(): boolean {
    return this.#program?.alive === true;
  }

  /** What happened to the server beside its starts: one line of JSON each. */
  get events(): string {
    return this.#program?.stderr ?? '';
  }

  /** Of the server itself; its supervisor replaces it when it dies. */
  get serverPid(): number {
    const pid = this.#program && lines(this.#program).findLast((line) => line.pid !== undefined)?.pid;
    if (pid === undefined) throw new Error('no ClickHouse runs');
    return pid;
  }

  /** The server died alone. Its supervisor waits longer after each death, so every third time both start anew. */
  async replaced(pid: number): Promise<void> {
    this.#deaths++;
    if (this.#deaths % supervisedDeaths === 0) {
      await this.kill();
      await this.start();
    }
    await waitFor('ClickHouse is started again', replaceLimitMs, () => this.serverPid !== pid);
  }

  /** Of a server that stands still meanwhile; its lease goes on, so the copy may be taken for the present one. */
  saveCopy(): void {
    rmSync(this.#copy, { recursive: true, force: true });
    const pid = this.serverPid;
    process.kill(pid, 'SIGSTOP');
    try {
      cpSync(this.#store, this.#copy, { recursive: true });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  /** Of a server that does not run; what came after the copy is gone. */
  restoreCopy(): void {
    rmSync(this.#store, { recursive: true, force: true });
    renameSync(this.#copy, this.#store);
    this.rollbacks++;
  }

  /** A part was broken, and nobody has these numbers of it any more: everything is to be judged again. */
  noteLost(numbers: readonly string[]): void {
    for (const number of numbers) this.lost.add(number);
    this.brokenParts++;
  }

  /** Before something is lost, and whenever somebody reads it. */
  noteCommitted(newest: ReadonlyMap<string, number>): void {
    for (const [key, seq] of newest) this.committed.set(key, Math.max(seq, this.committed.get(key) ?? 0));
  }

  /** What was changed so far survives a power cut: ClickHouse does not sync the settings of a table. */
  sync(): void {
    spawnSync('sync', ['-f', this.#dataDir]);
  }

  /** Server and supervisor, in order. */
  async stop(): Promise<void> {
    if (this.isRunning) await this.#program?.terminate(30_000);
  }

  /** Server and supervisor, by SIGKILL. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const pid = this.serverPid;
    await this.#program?.kill();
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended with its owner
    }
    await waitFor('ClickHouse is gone', 10_000, () => isGone(pid));
  }

  /** A server that died of its own accord comes back by itself. */
  async answers(): Promise<void> {
    await waitFor('ClickHouse answers', answerLimitMs, () => this.query('SELECT 1 AS one'));
  }

  /** As the account that owns the tables. */
  async command(sql: string): Promise<void> {
    await this.#ask(sql, { user: 'hostwire_writer', password: this.started.writer });
  }

  /** Straight to the server, past the proxy. */
  async query<Row>(sql: string): Promise<Row[]> {
    const text = await this.#ask(`${sql} FORMAT JSON SETTINGS output_format_json_quote_64bit_integers=0`, {
      user: 'hostwire_reader',
      password: this.started.reader,
    });
    return (JSON.parse(text) as { data: Row[] }).data;
  }

  async #ask(body: string, { user, password }: { user: string; password: string }): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.started.httpPort}/?database=hostwire`, {
      method: 'POST',
      body,
      headers: { 'x-clickhouse-user': user, 'x-clickhouse-key': password },
      signal: AbortSignal.timeout(queryLimitMs),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${body}: ${text}`);
    return text;
  }

  get #store(): string {
    return join(this.#dataDir, 'store');
  }

  get #copy(): string {
    return join(this.#dataDir, 'store-copy');
  }
}

function lines(program: Program): Partial<Started>[] {
  return program.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Partial<Started>);
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
