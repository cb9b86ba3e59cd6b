import type { Hello } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
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

export interface IdentityTableOptions {
  readonly clock: Clock;
  readonly clones: IdentityPolicy['clones'];
  /** The identity seems to be in use twice; `isRejected`: the newcomer is kept out. */
  readonly onClone: (agent: AgentRow, report: { detail: string; isRejected: boolean }) => void;
  /** Default: random. */
  readonly mark?: number;
}

/** What is known of the machine of each agent. One record for each agent that said Hello since the start. */
export class IdentityTable {
  readonly #options: IdentityTableOptions;
  readonly #mark: number;
  readonly #records = new Map<string, IdentityRecord>();

  constructor(options: IdentityTableOptions) {
    this.#options = options;
    this.#mark = options.mark ?? randomMark();
  }

  judge(agent: AgentRow, hello: Hello, rival: Rival): IdentityVerdict {
    const { clock, clones, onClone } = this.#options;
    const policy = { mark: this.#mark, clones, nowMs: clock.monoMs() };
    const known = this.#records.get(agent.agentId) ?? enrolled(agent);
    const claim = claimOf(hello);
    if (hello.lane === 'history') return judgeHistory(known, claim, policy);
    const { verdict, record, report } = judgeIdentity(known, { claim, rival, policy });
    this.#records.set(agent.agentId, record);
    if (report !== undefined) onClone(agent, { detail: report, isRejected: verdict.type === 'rejected' });
    return verdict;
  }

  /** The next machine that says Hello is the one that the identity belongs to. */
  forget(agentId: string): void {
    this.#records.delete(agentId);
  }
}

function enrolled({ machineHash }: AgentRow): IdentityRecord {
  return { ...unknownIdentity, facts: { machineHash, firstMac: '', rootFsUuid: '', dmiUuidHash: '' } };
}

function claimOf({ bootId, epoch, generation, machineHash }: Hello): Claim {
  return { bootId, epoch, generation, facts: { machineHash, firstMac: '', rootFsUuid: '', dmiUuidHash: '' } };
}
