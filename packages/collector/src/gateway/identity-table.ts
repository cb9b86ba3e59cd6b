/**
 * What is known of the machine of each agent, in memory and in the database: who is let in is decided from memory at once,
 * and what changed is written behind, the newest row of each agent, again until it is stored.
 *
 * Limits: one record for each agent; a record is bounded by `identityLimits`.
 */
import type { Hello } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentIdentityRow, AgentRow } from '@hostwire/storage';
import { randomMark } from './generation.ts';
import {
  judgeHistory,
  judgeIdentity,
  unknownIdentity,
  type Claim,
  type IdentityPolicy,
  type IdentityRecord,
  type IdentityVerdict,
  type Rival,
} from './identity.ts';
import { factsOf, rowOf, toStored } from './stored-identity.ts';

const retryMs = 5_000;

export interface IdentityStore {
  read(): Promise<AgentIdentityRow[]>;
  write(row: AgentIdentityRow): Promise<void>;
}

/** Why an identity seems to be in use twice. */
export interface CloneReport {
  readonly detail: string;
  /** The newcomer is kept out. */
  readonly isRejected: boolean;
}

export interface CloneState {
  readonly sinceMs: number;
  readonly detail: string;
}

export interface IdentityTableOptions {
  readonly store: IdentityStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly clones: IdentityPolicy['clones'];
  readonly onClone: (agent: AgentRow, report: CloneReport) => void;
  /** Its reports are settled. */
  readonly onAccepted?: (agent: AgentRow) => void;
  /** Default: random. */
  readonly mark?: number;
}

export class IdentityTable {
  readonly #options: IdentityTableOptions;
  readonly #mark: number;
  readonly #records = new Map<string, IdentityRecord>();
  readonly #clones = new Map<string, CloneState>();
  /** By agent: what is not stored yet. */
  readonly #unsaved = new Map<string, AgentIdentityRow>();
  #saving: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(options: IdentityTableOptions) {
    this.#options = options;
    this.#mark = options.mark ?? randomMark();
  }

  /** Reads what is stored. */
  async load(): Promise<void> {
    for (const row of await this.#options.store.read()) {
      const locked = row.locked.map(({ bootId, facts }) => ({ bootId, facts: factsOf(facts) }));
      this.#records.set(row.agentId, { ...unknownIdentity, facts: factsOf(row.facts), locked });
      if (row.clonedMs !== null) this.#clones.set(row.agentId, { sinceMs: row.clonedMs, detail: row.detail });
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#saving;
  }

  judge(agent: AgentRow, hello: Hello, rival: Rival): IdentityVerdict {
    const { agentId } = agent;
    const policy = { mark: this.#mark, clones: this.#options.clones, nowMs: this.#options.clock.monoMs() };
    const known = this.#records.get(agentId) ?? enrolled(agent);
    const claim = claimOf(hello);
    if (hello.stream === 'history') return judgeHistory(known, claim, policy);
    const { verdict, record, report } = judgeIdentity(known, { claim, rival, policy });
    this.#records.set(agentId, record);
    if (report !== undefined) this.report(agent, { detail: report, isRejected: verdict.type === 'rejected' });
    else if (record.facts !== known.facts && !isEqual(known, record)) this.#save(agentId);
    return verdict;
  }

  /** The identity seems to be in use twice, until somebody accepts the machine. */
  report(agent: AgentRow, report: CloneReport): void {
    const { agentId } = agent;
    const sinceMs = this.#clones.get(agentId)?.sinceMs ?? this.#options.clock.nowMs();
    this.#clones.set(agentId, { sinceMs, detail: report.detail });
    this.#save(agentId);
    this.#options.onClone(agent, report);
  }

  /** undefined: nothing says that the identity is in use twice. */
  cloneOf(agentId: string): CloneState | undefined {
    return this.#clones.get(agentId);
  }

  /**
   * Somebody says whose the identity is. connected: of the machine of the session that was let in last; those that were
   * locked stay locked. next: of the machine that says Hello next, for one that was moved, or restored from a snapshot;
   * those that were locked are let in again. In force at once; stored when this resolves, unless the database failed, and
   * then later.
   */
  async accept(agent: AgentRow, owner: 'connected' | 'next'): Promise<void> {
    const { agentId } = agent;
    const known = this.#records.get(agentId) ?? unknownIdentity;
    const facts = known.present?.facts ?? known.facts;
    this.#clones.delete(agentId);
    this.#records.set(agentId, owner === 'connected' ? { ...known, facts } : unknownIdentity);
    this.#options.onAccepted?.(agent);
    this.#save(agentId);
    await this.#saving;
  }

  #save(agentId: string): void {
    const { clock } = this.#options;
    const record = this.#records.get(agentId) ?? unknownIdentity;
    const clone = this.#clones.get(agentId);
    this.#unsaved.set(agentId, rowOf({ agentId, record, clone, version: clock.nowMs() }));
    this.#saving ??= this.#saveAll().finally(() => (this.#saving = undefined));
  }

  async #saveAll(): Promise<void> {
    for (const [agentId, row] of this.#unsaved) {
      try {
        await this.#options.store.write(row);
      } catch (error) {
        this.#options.logger.warn({ err: toError(error) }, 'identities cannot be stored: trying again');
        this.#retry = setTimeout(() => {
          this.#saving ??= this.#saveAll().finally(() => (this.#saving = undefined));
        }, retryMs);
        return;
      }
      if (this.#unsaved.get(agentId) === row) this.#unsaved.delete(agentId);
    }
  }
}

/** Of an agent whose machine is known from its enrolment only. */
function enrolled({ machineHash }: AgentRow): IdentityRecord {
  return { ...unknownIdentity, facts: factsOf({ machine_hash: machineHash }) };
}

function claimOf({ bootId, epoch, generation, machineHash, marks }: Hello): Claim {
  const { interfaceHash: firstMac, rootFsHash: rootFsUuid, productHash: dmiUuidHash } = marks;
  return { bootId, epoch, generation, facts: { machineHash, firstMac, rootFsUuid, dmiUuidHash } };
}

function isEqual(known: IdentityRecord, record: IdentityRecord): boolean {
  return JSON.stringify(toStored(known.facts)) === JSON.stringify(toStored(record.facts));
}
