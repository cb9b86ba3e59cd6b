// One query at a time: its state, its result, its end.
import { ApiError } from '@hostwire/api/client';
import { signal } from '@preact/signals';
import { runSql } from '../api/sql.ts';
import type { SqlResult } from '../api/sql.ts';
import { noticeSignedOut } from '../session/session.ts';
import { noteRun } from './shelf.ts';

export type RunState =
  | { phase: 'idle' }
  | { phase: 'running'; sinceMs: number }
  | { phase: 'done'; result: SqlResult; tookMs: number }
  | { phase: 'cancelled' }
  | { phase: 'failed'; error: ApiError };

export interface QueryRunOptions {
  /** Whether queries go into the history. Default: they do. */
  readonly isNoted?: boolean;
}

export class QueryRun {
  readonly state = signal<RunState>({ phase: 'idle' });
  /** The newest result; it stays while the query is run again. */
  readonly newest = signal<SqlResult | undefined>(undefined);
  readonly #isNoted: boolean;
  #running: AbortController | undefined;

  constructor({ isNoted = true }: QueryRunOptions = {}) {
    this.#isNoted = isNoted;
  }

  /** Runs a query instead of the one that runs. Never rejects: a failure is a state. */
  async run(sql: string): Promise<void> {
    if (sql.trim() === '') return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const sinceMs = performance.now();
    this.state.value = { phase: 'running', sinceMs };
    if (this.#isNoted) noteRun(sql);
    try {
      const result = await runSql(sql, running.signal);
      this.newest.value = result;
      this.state.value = { phase: 'done', result, tookMs: performance.now() - sinceMs };
    } catch (error) {
      if (running.signal.aborted || noticeSignedOut(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.state.value = { phase: 'failed', error };
    }
  }

  /** Ends the query, in the database too. */
  cancel(): void {
    if (this.state.peek().phase !== 'running') return;
    this.#running?.abort();
    this.state.value = { phase: 'cancelled' };
  }
}
