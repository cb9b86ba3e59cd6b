/**
 * Whether a Hello comes from the machine that the identity belongs to: pure decisions over what is known of an agent.
 *
 * A copied key, disk or virtual machine presents the same identity as its original. What tells them apart:
 *   - facts of the machine (machine id, address of the first network card, UUIDs of the root file system and of the
 *     mainboard): clones of one template differ in some of them, a thief with a copied key in all of them;
 *   - the boot id, which no two machines share and which never comes back once the machine was started again;
 *   - being there twice: while a session is open, whoever comes with another boot, other facts, another spool or another
 *     session generation has to wait until the session was probed. A machine that was restarted or restored does not
 *     answer at its old connection any more; a second machine does;
 *   - the session generation (generation.ts).
 *
 * When two machines are there, the newcomer is the one whose facts are not the known ones, otherwise the later one. Facts
 * that changed in part (a replaced network card, a moved disk) become the known ones when that machine was alone for
 * `settleMs`.
 */
import { nextGeneration } from './generation.ts';

const lockedDetail =
  'this machine is locked, because it uses the identity of another: enrol it with a token of its own';

export const identityLimits = {
  /** Boots that are remembered of an agent. */
  maxBoots: 8,
  /** Locked machines that are remembered of an agent. */
  maxLocked: 16,
  settleMs: 600_000,
} as const;

/** What tells one machine from another; '' = not known. */
export interface MachineFacts {
  readonly machineHash: string;
  readonly firstMac: string;
  readonly rootFsUuid: string;
  readonly dmiUuidHash: string;
}

const factNames = ['machineHash', 'firstMac', 'rootFsUuid', 'dmiUuidHash'] as const;

interface Machine {
  readonly bootId: string;
  readonly facts: MachineFacts;
}

/** What a Hello claims. */
export interface Claim extends Machine {
  readonly epoch: string;
  readonly generation: number;
}

/** What is known of the machines of an agent. */
export interface IdentityRecord {
  /** Those of the owner; undefined: none are known yet. */
  readonly facts: MachineFacts | undefined;
  /** The machine of the last session that was accepted. */
  readonly present: (Machine & { readonly epoch: string; readonly sinceMs: number }) | undefined;
  /** Boot ids before the present one, newest first. */
  readonly formerBoots: readonly string[];
  readonly locked: readonly Machine[];
  /** Handed out last by this process; 0: none. */
  readonly generation: number;
}

export const unknownIdentity: IdentityRecord = {
  facts: undefined,
  present: undefined,
  formerBoots: [],
  locked: [],
  generation: 0,
};

/** Whether a session of the agent is connected, and what it answered. */
export type Rival = 'none' | 'unasked' | 'silent' | 'alive';

export type IdentityVerdict =
  | { readonly type: 'accepted'; readonly generation: number }
  | { readonly type: 'probe' }
  | { readonly type: 'rejected'; readonly detail: string }
  | { readonly type: 'too_early'; readonly detail: string };

export interface Judgement {
  readonly verdict: IdentityVerdict;
  readonly record: IdentityRecord;
  /** Why the identity seems to be in use twice; absent: it does not. */
  readonly report?: string;
}

export interface IdentityPolicy {
  /** Of this process. */
  readonly mark: number;
  /** lock: the newcomer is kept out. alert: it is let in, and reported. */
  readonly clones: 'lock' | 'alert';
  readonly nowMs: number;
}

interface Judging {
  readonly claim: Claim;
  readonly rival: Rival;
  readonly policy: IdentityPolicy;
}

/** The Hello of a live session. */
export function judgeIdentity(known: IdentityRecord, judging: Judging): Judgement {
  const { claim, rival, policy } = judging;
  const record = settle(known, policy.nowMs);
  const isLocking = policy.clones === 'lock';
  if (isLocking && isLocked(record, claim))
    return { record, verdict: { type: 'rejected', detail: lockedDetail } };
  if (compareFacts(record.facts, claim.facts) === 'none') {
    const report = 'none of the facts of the machine are those of the one that this identity belongs to';
    return isLocking ? rejected(record, claim, report) : accepted(record, judging, report);
  }
  if (rival === 'unasked' && !isExpected(record, claim)) return { record, verdict: { type: 'probe' } };
  if (rival === 'alive') return judgeBesideRival(record, judging);
  const { present, formerBoots } = record;
  if (present !== undefined && present.bootId !== claim.bootId && formerBoots.includes(claim.bootId)) {
    const report = 'a machine is back that was started before the one that was connected meanwhile';
    return accepted(isLocking ? lock(record, present) : record, judging, report);
  }
  if (nextGeneration({ mark: policy.mark, last: record.generation }, claim.generation) !== undefined)
    return accepted(record, judging);
  const report = `session generation ${claim.generation} was not handed out last: restored from a snapshot, or a second machine`;
  return accepted(record, judging, report);
}

/** The Hello of a session that carries an older epoch: it comes from the machine of the live session, or not at all. */
export function judgeHistory(
  record: IdentityRecord,
  claim: Claim,
  { clones }: IdentityPolicy,
): IdentityVerdict {
  const likeness = compareFacts(record.facts, claim.facts);
  if (clones === 'lock' && (isLocked(record, claim) || likeness === 'none'))
    return { type: 'rejected', detail: lockedDetail };
  const { present } = record;
  const isOfMachine = present === undefined ? likeness === 'all' : present.bootId === claim.bootId;
  return isOfMachine
    ? { type: 'accepted', generation: claim.generation }
    : { type: 'too_early', detail: 'history is taken after the live session of this machine' };
}

/** Whether the claim continues the session that is connected. */
function isExpected({ present, generation }: IdentityRecord, claim: Claim): boolean {
  if (present === undefined) return true;
  const isSame =
    present.bootId === claim.bootId &&
    present.epoch === claim.epoch &&
    compareFacts(present.facts, claim.facts) === 'all';
  return isSame && claim.generation === generation;
}

/** Both are there: one of them is the newcomer. */
function judgeBesideRival(record: IdentityRecord, judging: Judging): Judgement {
  const { claim, policy } = judging;
  const rival = record.present;
  const isRivalNew =
    compareFacts(record.facts, claim.facts) === 'all' && compareFacts(record.facts, rival?.facts) !== 'all';
  const report = isRivalNew
    ? 'the machine that this identity belongs to is back while another one is connected under it'
    : 'another machine is connected under this identity';
  if (policy.clones === 'alert') return accepted(record, judging, report);
  if (isRivalNew && rival !== undefined) return accepted(lock(record, rival), judging, report);
  return rejected(record, claim, report);
}

function accepted(record: IdentityRecord, { claim, policy }: Judging, report?: string): Judgement {
  const { bootId, facts, epoch } = claim;
  const { present } = record;
  const isSameMachine = present?.bootId === bootId && compareFacts(present.facts, facts) === 'all';
  const isReboot = present !== undefined && present.bootId !== bootId;
  const formerBoots = isReboot
    ? [present.bootId, ...record.formerBoots.filter((boot) => boot !== bootId)].slice(
        0,
        identityLimits.maxBoots,
      )
    : record.formerBoots;
  const generations = { mark: policy.mark, last: record.generation };
  const generation =
    nextGeneration(generations, claim.generation) ?? nextGeneration(generations, record.generation)!;
  const isOwner = compareFacts(record.facts, facts) === 'all';
  return {
    verdict: { type: 'accepted', generation },
    record: {
      ...record,
      facts: isOwner ? { ...facts, ...knownOf(record.facts) } : record.facts,
      present: { bootId, facts, epoch, sinceMs: isSameMachine ? present.sinceMs : policy.nowMs },
      formerBoots,
      generation,
    },
    ...(report === undefined ? {} : { report }),
  };
}

function rejected(record: IdentityRecord, claim: Claim, report: string): Judgement {
  return { record: lock(record, claim), verdict: { type: 'rejected', detail: report }, report };
}

function lock(record: IdentityRecord, { bootId, facts }: Machine): IdentityRecord {
  const locked = [{ bootId, facts }, ...record.locked].slice(0, identityLimits.maxLocked);
  return { ...record, locked };
}

/** A locked machine is known by its boot, and after another boot by facts that are not the owner's. */
function isLocked(record: IdentityRecord, { bootId, facts }: Machine): boolean {
  const isForeign = compareFacts(record.facts, facts) !== 'all';
  return record.locked.some(
    (machine) => machine.bootId === bootId || (isForeign && compareFacts(machine.facts, facts) === 'all'),
  );
}

/** What changed in part is the machine's own once it was alone for long enough. */
function settle(record: IdentityRecord, nowMs: number): IdentityRecord {
  const { present, facts } = record;
  if (present === undefined || nowMs - present.sinceMs < identityLimits.settleMs) return record;
  return compareFacts(facts, present.facts) === 'all' ? record : { ...record, facts: present.facts };
}

type Likeness = 'all' | 'some' | 'none';

/** Over the facts that both sides know; a single one that differs may have been changed by its owner. */
function compareFacts(known: MachineFacts | undefined, claimed: MachineFacts | undefined): Likeness {
  if (known === undefined || claimed === undefined) return 'all';
  const comparable = factNames.filter((name) => known[name] !== '' && claimed[name] !== '');
  const equal = comparable.filter((name) => known[name] === claimed[name]).length;
  if (equal === comparable.length) return equal > 0 || knownOf(known) === undefined ? 'all' : 'some';
  return equal === 0 && comparable.length >= 2 ? 'none' : 'some';
}

function knownOf(facts: MachineFacts | undefined): Partial<MachineFacts> | undefined {
  if (facts === undefined) return undefined;
  const known = factNames.filter((name) => facts[name] !== '').map((name) => [name, facts[name]] as const);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
