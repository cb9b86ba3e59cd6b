import type { HostIssue, Issues } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { AgentIssuesRow, AgentRow } from '@hostwire/storage';
import { NewestRecorder } from './newest-recorder.ts';

export interface IssueStore {
  read(): Promise<readonly AgentIssuesRow[]>;
  write(row: AgentIssuesRow): Promise<void>;
}

export interface IssueRecorderOptions {
  readonly store: IssueStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Stores what agents cannot read. An agent that has no issue, and had none, costs no row. */
export class IssueRecorder {
  readonly #store: IssueStore;
  readonly #recorder: NewestRecorder<readonly HostIssue[]>;
  /** Agents with a row that says something, or one that is being written. */
  readonly #stored = new Set<string>();

  constructor({ store, clock, logger }: IssueRecorderOptions) {
    this.#store = store;
    this.#recorder = new NewestRecorder({
      what: 'issues',
      write: ({ content: issues, ...row }) => store.write({ ...row, issues }),
      clock,
      logger,
    });
  }

  /** Reads which agents have some. */
  async load(): Promise<void> {
    for (const { agentId, issues } of await this.#store.read())
      if (issues.length > 0) this.#stored.add(agentId);
  }

  start(): Promise<void> {
    return this.#recorder.start();
  }

  stop(): Promise<void> {
    return this.#recorder.stop();
  }

  offer(agent: AgentRow, { issues }: Issues): void {
    if (issues.length === 0 && !this.#stored.has(agent.agentId)) return;
    this.#stored.add(agent.agentId);
    this.#recorder.offer(agent, issues);
  }

  forget(agentId: string): void {
    this.#stored.delete(agentId);
    this.#recorder.forget(agentId);
  }
}
