import { createInterface, type Interface } from 'node:readline/promises';
import type { Client } from '@hostwire/api/client';
import type { CommandContext } from '../context.ts';
import { runQuery } from './run-query.ts';

/*
 * The prompt of `hostwire sql`.
 *
 * States: reading (a statement may span lines; it is complete at a semicolon) ⇄ running (one query) → left.
 *   Ctrl-C  while running: ends the query, on the server too; while reading: forgets what was typed.
 *   Ctrl-D, `exit` or `quit`: leaves; what still runs is ended.
 * An error of a query does not end the prompt.
 */

const prompt = 'hostwire> ';
const continued = '       -> ';
const greeting =
  'Statements end with ";". Ctrl-C ends a query, Ctrl-D leaves. Views: cpu, cpu_core, load, memory, disk, filesystem, network, agent, host, coverage ("DESCRIBE cpu;" lists columns).\n';

export class SqlPrompt {
  readonly #api: Client;
  readonly #format: string;
  readonly #context: CommandContext;
  #statement = '';
  #running: AbortController | undefined;

  constructor(api: Client, { format, context }: { format: string; context: CommandContext }) {
    this.#api = api;
    this.#format = format;
    this.#context = context;
  }

  /** Until the user leaves. */
  async converse(): Promise<void> {
    await this.#api.session.show(); // says what to do when no collector is there, before the first prompt
    const { stdin, terminal } = this.#context;
    const lines = createInterface({ input: stdin, output: process.stdout, prompt });
    lines.on('SIGINT', () => this.#interrupt(lines));
    lines.on('close', () => this.#running?.abort());
    terminal.err.write(greeting);
    lines.prompt();
    for await (const line of lines) {
      if (this.#statement === '' && /^\s*(exit|quit)\s*;?\s*$/i.test(line)) break;
      await this.#take(line);
      lines.setPrompt(this.#statement === '' ? prompt : continued);
      lines.prompt();
    }
    lines.close();
  }

  async #take(line: string): Promise<void> {
    this.#statement += `${line}\n`;
    const complete = /;\s*$/.test(this.#statement);
    if (complete) await this.#run(this.#statement);
    if (complete || this.#statement.trim() === '') this.#statement = '';
  }

  async #run(query: string): Promise<void> {
    const { terminal } = this.#context;
    const running = new AbortController();
    this.#running = running;
    try {
      await runQuery(this.#api, { query, format: this.#format, signal: running.signal }, terminal);
    } catch (error) {
      const words = running.signal.aborted
        ? 'Cancelled.'
        : error instanceof Error
          ? error.message
          : String(error);
      terminal.err.write(`${words}\n`);
    } finally {
      this.#running = undefined;
    }
  }

  #interrupt(lines: Interface): void {
    if (this.#running !== undefined) return this.#running.abort();
    this.#statement = '';
    this.#context.terminal.out.write('\n');
    lines.setPrompt(prompt);
    lines.write(null, { ctrl: true, name: 'e' }); // to the end of the line, then all of it is deleted
    lines.write(null, { ctrl: true, name: 'u' });
    lines.prompt();
  }
}
