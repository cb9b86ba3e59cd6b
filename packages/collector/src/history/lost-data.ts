/**
 * Finds out what the database lost of what it had acknowledged: parts that it set aside, parts that it serves and cannot read,
 * which are set aside here, and numbers of an epoch that are not there any more although later ones are.
 *
 * Once a minute: a hole in a sequence that is open here makes the committer read the marks back, whereupon its agent is asked
 * for what it still keeps and says `database_lost` for the rest. An agent that goes on with another epoch is sent away once: when
 * it is welcomed anew it asks about every epoch that it still keeps. Nobody can be asked about an epoch whose agent was revoked,
 * or did not come back to it for `patienceMs`: its holes get their rows from here.
 * Everything is in the log once, and in `findings` as long as it is there.
 */
import { toError, type Clock, type Component, type Logger } from '@hostwire/runtime';
import {
  areReadable,
  partitionDay,
  readDetachedParts,
  readHoles,
  readYoungParts,
  SampleGroup,
  setPartAside,
  type Database,
  type DetachedPart,
  type EpochWithHoles,
  type UnreadablePart,
} from '@hostwire/storage';
import type { Committer } from '../committer/committer.ts';
import type { SequenceTable } from '../intake/sequence-table.ts';
import { sequenceKey } from '../intake/sequence.ts';

const checkMs = 60_000;
/** An agent carries a closed epoch to its end within this time, or does not have it any more. */
const defaultPatienceMs = 3_600_000;
/** Parts that are set aside until the next start: with more of them broken, a person has to look at the disk. */
const maxSetAside = 10;
/** Its uptime and its clock are whole seconds. */
const startToleranceS = 3;
const dayMs = 86_400_000;

/** What becomes of an agent's epochs: `epoch` is the one that it is connected with, undefined while it is not. */
export interface AgentStanding {
  readonly state: 'enrolled' | 'revoked' | 'deleted';
  readonly epoch: string | undefined;
}

/** The agents whose epochs have holes. */
export interface AskedAgents {
  standing(agentId: string): AgentStanding;
  /** Makes a connected agent look at all epochs that it keeps. */
  askAgain(agentId: string): void;
}

export interface LostDataOptions {
  readonly db: Database;
  /** Whose queries may come upon a part that cannot be read; `db` is one. */
  readonly askers: readonly Pick<Database, 'takeUnreadablePart'>[];
  readonly sequences: SequenceTable;
  readonly committer: Pick<Committer, 'doubtMarks' | 'exclusively'>;
  readonly agents: AskedAgents;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Shorter in tests. */
  readonly patienceMs?: number;
}

export interface LostDataFindings {
  readonly detachedParts: readonly DetachedPart[];
  /** Without a reason yet: their agents were asked, or are not there to be asked. */
  readonly holes: readonly EpochWithHoles[];
  /** When the first of them was found; null while there is none. */
  readonly sinceMs: number | null;
}

const none: LostDataFindings = { detachedParts: [], holes: [], sinceMs: null };

export class LostData implements Component {
  readonly #options: LostDataOptions;
  #timer: NodeJS.Timeout | undefined;
  #check: Promise<void> = Promise.resolve();
  #findings = none;
  readonly #reported = new Set<string>();
  #setAside = 0;
  /** When the server was started whose young parts were read, in seconds since 1970. */
  #readOfStartS: number | undefined;
  /** Since when each hole is in an epoch that its agent has left, by the monotonic clock. */
  readonly #seenMs = new Map<string, number>();
  /** Epochs with holes whose agents were asked, although they go on with another. */
  readonly #asked = new Set<string>();

  constructor(options: LostDataOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#schedule();
    this.#timer = setInterval(() => this.#schedule(), checkMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#check;
  }

  get findings(): LostDataFindings {
    return this.#findings;
  }

  /** Looks now. Throws StorageError. */
  async check(): Promise<void> {
    const { db, clock, agents } = this.#options;
    await this.#readYoungParts();
    await this.#setUnreadableAside();
    const detachedParts = await readDetachedParts(db);
    // Of a deleted agent rows disappear one partition after the other: nothing of it is lost.
    const holes = (await readHoles(db)).filter(({ agentId }) => agents.standing(agentId).state !== 'deleted');
    const isNone = detachedParts.length === 0 && holes.length === 0;
    const sinceMs = isNone ? null : (this.#findings.sinceMs ?? clock.nowMs());
    this.#findings = { detachedParts, holes, sinceMs };
    this.#report(detachedParts, holes);
    await this.#settle(holes);
  }

  /**
   * Once after each start of the server: parts break when it goes down, and what nobody reads is noticed too late for agents to
   * give it again. Of roll-ups the next run computes what is set aside (storage/history/rollup-repair).
   */
  async #readYoungParts(): Promise<void> {
    const { db } = this.#options;
    const { serverStartedS, parts } = await readYoungParts(db);
    if (Math.abs(serverStartedS - (this.#readOfStartS ?? 0)) <= startToleranceS) return;
    for (const [table, names] of Object.entries(parts)) {
      if (await areReadable(db, { database: db.name, table, parts: names })) continue;
      for (const part of names) await this.#setPartAside({ database: db.name, table, part });
    }
    this.#readOfStartS = serverStartedS;
  }

  /** What a query came upon since the last check. Without this every answer about its rows would fail for ever. */
  async #setUnreadableAside(): Promise<void> {
    for (const asker of this.#options.askers) {
      const part = asker.takeUnreadablePart();
      if (part !== undefined) await this.#setPartAside(part);
    }
  }

  /** Where it cannot be read. */
  async #setPartAside(part: UnreadablePart): Promise<void> {
    const { db, logger } = this.#options;
    if (this.#setAside >= maxSetAside) return;
    const about = { ...part, code: 'PART_UNREADABLE' };
    try {
      if (!(await setPartAside(db, part))) return;
      this.#setAside += 1;
      logger.error(about, 'ClickHouse could not read a part: it is set aside');
    } catch (error) {
      logger.warn({ ...about, err: toError(error) }, 'a part that cannot be read could not be set aside');
    }
  }

  #schedule(): void {
    const { logger } = this.#options;
    this.#check = this.#check
      .then(() => this.check())
      .catch((error: unknown) => logger.debug({ err: toError(error) }, 'could not look for lost data'));
  }

  #report(parts: readonly DetachedPart[], holes: readonly EpochWithHoles[]): void {
    const { logger } = this.#options;
    for (const { table, part, reason, bytes } of parts) {
      if (!this.#isNew(`${table}/${part}`)) continue;
      logger.error(
        { table, part, reason, bytes, code: 'PART_DETACHED' },
        'ClickHouse set a part aside: its rows are missing. It lies in the folder "detached" of the table',
      );
    }
    for (const { host, agentId, epoch, missing } of holes) {
      if (!this.#isNew(`${agentId}/${epoch}/${missing[0]!.firstSeq}`)) continue;
      logger.error(
        { host, epoch, ranges: missing.length, ...missing[0], code: 'DATABASE_LOST' },
        'the database lost acknowledged samples: the agent is asked for what it still keeps',
      );
    }
  }

  #isNew(key: string): boolean {
    const isNew = !this.#reported.has(key);
    this.#reported.add(key);
    return isNew;
  }

  async #settle(holes: readonly EpochWithHoles[]): Promise<void> {
    const { sequences, committer } = this.#options;
    const lost: EpochWithHoles[] = [];
    let isUnknown = false;
    for (const hole of holes) {
      const sequence = sequences.get(keyOf(hole));
      if (sequence !== undefined && sequence.committed.seq > hole.mark.seq && sequence.stored.length === 0)
        isUnknown = true;
      if (this.#isBeingFilled(hole)) continue;
      if (this.#isNobodyToAsk(hole)) lost.push(hole);
      else this.#askAgain(hole);
    }
    if (isUnknown) committer.doubtMarks();
    if (lost.length > 0) await this.#declareLost(lost);
    const open = new Set(holes.map(keyOf));
    for (const key of this.#seenMs.keys()) if (!open.has(key)) this.#seenMs.delete(key);
    for (const key of this.#asked) if (!open.has(key)) this.#asked.delete(key);
  }

  #askAgain(hole: EpochWithHoles): void {
    const key = keyOf(hole);
    if (this.#asked.has(key) || !this.#isElsewhere(hole)) return;
    this.#asked.add(key);
    this.#options.agents.askAgain(hole.agentId);
  }

  /** A sequence without batches may be one that its agent is done with: it says nothing about who can be asked. */
  #isBeingFilled(hole: EpochWithHoles): boolean {
    return (this.#options.sequences.get(keyOf(hole))?.pending.size ?? 0) > 0;
  }

  #isElsewhere({ agentId, epoch }: EpochWithHoles): boolean {
    const live = this.#options.agents.standing(agentId).epoch;
    return live !== undefined && live !== epoch;
  }

  #isNobodyToAsk(hole: EpochWithHoles): boolean {
    const { clock, agents, patienceMs = defaultPatienceMs } = this.#options;
    if (agents.standing(hole.agentId).state === 'revoked') return true;
    const key = keyOf(hole);
    if (!this.#isElsewhere(hole)) {
      this.#seenMs.delete(key); // an agent that comes back after days has all the time to come back to it
      return false;
    }
    const seenMs = this.#seenMs.get(key) ?? clock.monoMs();
    this.#seenMs.set(key, seenMs);
    return clock.monoMs() - seenMs >= patienceMs;
  }

  /** Under the lease, and only what is missing then: nobody else fills it meanwhile. */
  async #declareLost(holes: readonly EpochWithHoles[]): Promise<void> {
    const { db, committer, clock, logger } = this.#options;
    const wanted = new Set(holes.map(keyOf));
    await committer.exclusively(async (writer) => {
      const agents = [...new Set(holes.map(({ agentId }) => agentId))];
      for (const hole of await readHoles(db, agents)) {
        if (!wanted.has(keyOf(hole)) || this.#isBeingFilled(hole)) continue;
        await writer.insert(gapsOf(hole, clock.nowMs()));
        logger.warn(
          { host: hole.host, epoch: hole.epoch, ranges: hole.missing.length },
          'samples that the database lost and no agent keeps: recorded as database_lost',
        );
      }
      committer.doubtMarks(); // a sequence of it that is still open here knows nothing of these rows
    });
  }
}

function keyOf({ agentId, epoch }: Pick<EpochWithHoles, 'agentId' | 'epoch'>): string {
  return sequenceKey(agentId, epoch);
}

function gapsOf({ agentId, host, epoch, missing }: EpochWithHoles, nowMs: number): SampleGroup {
  const group = new SampleGroup();
  const day = partitionDay(Math.floor(nowMs / dayMs), nowMs);
  for (const { firstSeq, lastSeq, fromMs, toMs } of missing) {
    const hash = '0'.repeat(16);
    const gap = { type: 'gap', firstSeq, lastSeq, fromMs, toMs, reason: 'database_lost' } as const;
    const frame = { ...gap, day, createdMs: nowMs, prevHash: hash, detail: 'found by the collector' };
    group.addGap({ agentId, host, epoch, seq: lastSeq, hash, day, recvMs: nowMs }, frame);
  }
  return group;
}
