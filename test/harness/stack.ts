import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Program, runProgram, type ProgramOptions, type ProgramResult } from './program.ts';
import { Viewer } from './viewer.ts';
import { waitFor } from './wait.ts';

/** What `hostwire up --ready-file` writes. */
export interface Ready {
  readonly web: string;
  readonly gateway: string;
  readonly clickhouse: string;
  readonly loginUrl: string;
}

const readyLimitMs = 60_000;

export interface StackOptions extends ProgramOptions {
  /** Default: `up`. `collector run` has no agent. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Somebody looks at the fleet until `stop`: agents send every second, not every ten. Default: false. */
  readonly watched?: boolean;
}

/** A whole Hostwire (collector, embedded ClickHouse, agent of this host) run by `hostwire up` in a folder of its own. */
export class Stack {
  readonly folder: string;
  readonly dataDir: string;
  readonly #options: StackOptions;
  readonly #viewer = new Viewer(() => this.dataDir);
  #program: Program | undefined;
  #ready: Ready | undefined;

  constructor(folder: string, options: StackOptions = {}) {
    this.folder = folder;
    this.dataDir = join(folder, 'data');
    this.#options = options;
  }

  get program(): Program {
    if (!this.#program) throw new Error('the stack was not started');
    return this.#program;
  }

  get ready(): Ready {
    if (!this.#ready) throw new Error('the stack is not ready');
    return this.#ready;
  }

  /** Starts `hostwire up` and waits for its ready file. With `ports`, on the same ports as before. */
  async start(
    ports: { web: number; gateway: number; clickhouse: number } = { web: 0, gateway: 0, clickhouse: 0 },
  ): Promise<Ready> {
    const readyFile = join(this.folder, 'ready.json');
    rmSync(readyFile, { force: true });
    const args = [
      ...(this.#options.command ?? ['up']),
      '--data',
      this.dataDir,
      '--ready-file',
      readyFile,
      '--web-port',
      `${ports.web}`,
      '--gateway-port',
      `${ports.gateway}`,
    ];
    args.push('--clickhouse-port', `${ports.clickhouse}`, ...(this.#options.args ?? []));
    const program = new Program('hostwire', args, this.#options);
    this.#program = program;
    await waitFor('hostwire up writes its ready file', readyLimitMs, () => {
      if (!program.alive) throw new Error(`hostwire up ended:\n${program.stdout}${program.stderr}`);
      return existsSync(readyFile);
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${program.stdout}${program.stderr}`);
    });
    this.#ready = JSON.parse(readFileSync(readyFile, 'utf8')) as Ready;
    if (this.#options.watched === true) this.#viewer.look();
    return this.#ready;
  }

  /** The ports in use, to start again on the same ones. */
  ports(): { web: number; gateway: number; clickhouse: number } {
    const port = (url: string) => Number(new URL(url).port);
    return {
      web: port(this.ready.web),
      gateway: port(this.ready.gateway),
      clickhouse: port(this.ready.clickhouse),
    };
  }

  stop(): Promise<number | null> {
    this.#viewer.leave();
    return this.program.terminate();
  }

  /** `hostwire ...` against this stack. */
  hostwire(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
    return runProgram('hostwire', args, { ...options, env: { ...options.env, HOSTWIRE_DATA: this.dataDir } });
  }

  /** A command that must succeed and print JSON. */
  async json<Answer>(args: readonly string[]): Promise<Answer> {
    const { code, stdout, stderr } = await this.hostwire([...args, '--json']);
    if (code !== 0) throw new Error(`hostwire ${args.join(' ')} exited ${code}: ${stderr}`);
    return JSON.parse(stdout) as Answer;
  }

  /** Asks ClickHouse over its public HTTP port as any client would, with the read-only account of the ready file. */
  async query<Row>(sql: string): Promise<Row[]> {
    const url = new URL(this.ready.clickhouse);
    const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
    url.username = '';
    url.password = '';
    const answer = await fetch(url, {
      method: 'POST',
      body: `${sql} FORMAT JSON SETTINGS output_format_json_quote_64bit_integers=0`,
      headers: { authorization },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${sql}: ${text}`);
    return (JSON.parse(text) as { data: Row[] }).data;
  }
}
