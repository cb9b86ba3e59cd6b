/** The state of the whole model: plain values, so that its JSON names it. Agents and collectors are numbered from 0. */
import type { AgentState } from './agent.ts';
import type { CollectorState } from './collector.ts';
import type { DatabaseState } from './database.ts';
import type { Connection } from './connection.ts';

export interface World {
  readonly agents: AgentState[];
  /** By agent; the newest connection last. */
  readonly connections: Connection[][];
  readonly collectors: CollectorState[];
  readonly database: DatabaseState;
  /** That may still strike. */
  faults: number;
  readonly flaw?: Flaw;
  /** See Instance. */
  readonly poison?: number;
  /** What must not happen, and did in the last step. */
  broken?: string;
}

/** How large the world is, what may happen in it, and what is built wrong in it on purpose. */
export interface Instance {
  readonly agents: number;
  readonly batches: number;
  /** Batches of each agent that are on its disk from the start; default: none. */
  readonly sealed?: number;
  readonly collectors: number;
  readonly faults: number;
  /** Which faults; default: all. */
  readonly only?: readonly Fault[];
  /** The database refuses the batch with this number of agent 0. */
  readonly poison?: number;
  /** It does so with an error that need not be about the data. Default: with one that is. */
  readonly isPoisonObscure?: boolean;
  readonly flaw?: Flaw;
}

export type Fault =
  | 'agent killed'
  | 'link broken'
  | 'collector killed'
  | 'recovery failed'
  | 'answer lost'
  | 'insert refused'
  | 'insert refused for unknown reasons'
  | 'database restarted';

/** One promise broken each, as a mistake of the product would break it. */
export type Flaw =
  | 'acknowledges before the commit'
  | 'resends without reading back'
  | 'reads marks before older writers are ended'
  | 'does not kill older inserts'
  | 'inserts without checking the lease'
  | 'sends before the sync'
  | 'takes any refusal for one of the data';
