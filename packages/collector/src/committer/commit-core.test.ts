import { describe, expect, test } from '@jest/globals';
import { zeroHash, type Lane } from '@hostwire/protocol';
import fc from 'fast-check';
import { SequenceTable, type Placed } from '../intake/sequence-table.ts';
import { noMark, Sequence, type Mark, type QueuedBatch } from '../intake/sequence.ts';
import { CommitCore, type CommitAction, type CommittedRun } from './commit-core.ts';

const limits = { maxSamples: 40, maxBytes: 100_000, lingerMs: 1_000 };
const agentIds = ['a', 'b', 'c', 'd'];
/** What they send in the property test is history. */
const historyAgents: ReadonlySet<string> = new Set(['d']);

function batchOf(seq: number, { nowMs = 0, day = 1, samples = 2 } = {}): QueuedBatch {
  return {
    content: {
      kind: 'gap',
      gap: {
        type: 'gap',
        firstSeq: seq,
        lastSeq: seq,
        day,
        fromMs: 0,
        toMs: 0,
        reason: 'agent_stopped',
        prevHash: zeroHash,
        createdMs: 0,
      },
    },
    seq,
    hash: `hash-${seq}`,
    day,
    samples,
    heldBytes: 100,
    insertBytes: 100,
    lastTsMs: 0,
    recvMs: nowMs,
    recvMonoMs: nowMs,
  };
}

function open(
  book: SequenceTable,
  agentId: string,
  { mark = noMark, lane = 'live' }: { mark?: Mark; lane?: Lane } = {},
): Sequence {
  const sequence = new Sequence({ agentId, host: agentId, epoch: 'e' }, mark, lane);
  book.add(sequence);
  return sequence;
}

function newCore() {
  const book = new SequenceTable();
  const core = new CommitCore({ book, limits, random: () => 0.5 });
  return { book, core };
}

function recover(core: CommitCore, marks: ReadonlyMap<string, Mark> = new Map()) {
  expect(core.next(1_000).type).toBe('recover');
  return core.recovered(marks, 1_000);
}

function inserting(action: CommitAction): number[] {
  if (action.type !== 'insert') throw new Error(`expected an insert, got ${action.type}`);
  return action.group.map(({ batch }) => batch.seq);
}

const seqsOf = (runs: readonly CommittedRun[]) =>
  runs.flatMap(({ batches }) => batches.map(({ seq }) => seq));

describe('CommitCore', () => {
  test('takes the lease first, then waits for company, then inserts', () => {
    const { book, core } = newCore();
    recover(core);
    expect(core.next(0)).toEqual({ type: 'wait', untilMs: undefined });
    const a = open(book, 'a', { mark: { seq: 1, hash: 'hash-1' } });
    book.append({ sequence: a, batch: batchOf(2, { nowMs: 100 }) });
    expect(core.next(500)).toEqual({ type: 'wait', untilMs: 1_100 });
    book.append({ sequence: a, batch: batchOf(3, { nowMs: 500 }) });
    expect(inserting(core.next(1_100))).toEqual([2, 3]);
    expect(seqsOf(core.inserted())).toEqual([2, 3]);
    expect(a.committed.seq).toBe(3);
    expect(core.idle).toBe(true);
  });

  test('a full group goes at once, a group holds one day', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    book.append({ sequence: a, batch: batchOf(1, { samples: 30 }) });
    book.append({ sequence: a, batch: batchOf(2, { samples: 30 }) });
    expect(inserting(core.next(0))).toEqual([1]);
    core.inserted();
    book.append({ sequence: a, batch: batchOf(3, { day: 2 }) });
    expect(inserting(core.next(1_000))).toEqual([2]);
    core.inserted();
    expect(inserting(core.next(1_000))).toEqual([3]);
  });

  test('a backlog of one agent does not keep the others out of the group', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    for (let seq = 1; seq <= 100; seq++) book.append({ sequence: a, batch: batchOf(seq) });
    book.append({ sequence: open(book, 'b'), batch: batchOf(1, { nowMs: 1 }) });
    const action = core.next(0);
    expect(action.type === 'insert' && action.group.some(({ sequence }) => sequence.agentId === 'b')).toBe(
      true,
    );
  });

  test('one agent alone may fill a group', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    for (let seq = 1; seq <= 100; seq++) book.append({ sequence: a, batch: batchOf(seq) });
    expect(inserting(core.next(0))).toEqual(Array.from({ length: limits.maxSamples / 2 }, (_, i) => i + 1));
  });

  test('a refusal that came as uncertain narrows the group down once its absence was read back', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    for (let seq = 1; seq <= 4; seq++) book.append({ sequence: a, batch: batchOf(seq) });
    expect(inserting(core.next(1_000))).toEqual([1, 2, 3, 4]);
    core.insertFailed({ outcome: 'uncertain', code: 'DATA_REFUSED' }, 1_000);
    recover(core);
    expect(inserting(core.next(1_000))).toEqual([1, 2]);
  });

  test('an uncertain group is never sent again before the marks were read', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    book.append({ sequence: a, batch: batchOf(1) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'uncertain', code: 'UNREACHABLE' }, 1_000);
    expect(core.leased).toBe(false);
    expect(core.next(1_000).type).toBe('recover');
    const { committed } = core.recovered(new Map([[a.key, { seq: 1, hash: 'hash-1' }]]), 1_000);
    expect(seqsOf(committed)).toEqual([1]);
    expect(core.next(1_000)).toEqual({ type: 'wait', untilMs: undefined });
  });

  test('a server that was started anew takes nothing before the marks were read, and at once afterwards', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a', { mark: { seq: 5, hash: 'hash-5' } });
    book.append({ sequence: a, batch: batchOf(6) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'absent', code: 'RESTARTED' }, 1_000);
    expect(core.leased).toBe(false);
    expect(recover(core, new Map([[a.key, { seq: 3, hash: 'hash-3' }]])).reset).toEqual([a]);
    expect(a.tail.seq).toBe(3);
  });

  test('the guilty batch of a refused group becomes a tombstone, its neighbours are committed', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    for (let seq = 1; seq <= 5; seq++) book.append({ sequence: a, batch: batchOf(seq) });
    const committed: QueuedBatch[] = [];
    for (let step = 0; !core.idle; step++) {
      expect(step).toBeLessThan(20);
      const action = core.next(1_000);
      const guilty =
        action.type === 'insert' &&
        action.group.some(({ batch }) => batch.seq === 3 && batch.content.kind !== 'tombstone');
      if (guilty) core.insertFailed({ outcome: 'absent', code: 'DATA_REFUSED' }, 1_000);
      else committed.push(...core.inserted().flatMap((run) => run.batches));
    }
    expect(committed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(committed.filter(({ content }) => content.kind === 'tombstone').map(({ seq }) => seq)).toEqual([
      3,
    ]);
  });

  test('a table that refuses everything costs no batch', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a');
    book.append({ sequence: a, batch: batchOf(1) });
    let nowMs = 1_000;
    for (let step = 0; step < 20; step++) {
      const action = core.next(nowMs);
      if (action.type === 'wait') nowMs = action.untilMs ?? nowMs;
      else core.insertFailed({ outcome: 'absent', code: 'DATA_REFUSED' }, nowMs);
    }
    const action = core.next((nowMs += 60_000));
    expect(inserting(action)).toEqual([1]);
    expect(action.type === 'insert' && action.group[0]?.batch.content.kind).toBe('gap');
  });

  describe('an error that need not be about the data', () => {
    const failOften = (core: CommitCore, times: number): number => {
      let nowMs = 1_000;
      for (let failures = 0; failures < times;) {
        const action = core.next(nowMs);
        if (action.type === 'wait') nowMs = action.untilMs ?? nowMs;
        else if (action.type === 'recover') core.recovered(new Map(), nowMs);
        else if (action.type === 'insert') {
          failures++;
          core.insertFailed({ outcome: 'uncertain', code: 'QUERY_FAILED' }, nowMs);
        } else throw new Error(`${action.type} after ${failures} failures`);
      }
      return nowMs;
    };
    /** What it does next, apart from waiting and reading back. */
    const nextOf = (core: CommitCore, fromMs: number): { action: CommitAction; nowMs: number } => {
      for (let nowMs = fromMs; ;) {
        const action = core.next(nowMs);
        if (action.type === 'wait') nowMs = action.untilMs!;
        else if (action.type === 'recover') core.recovered(new Map(), nowMs);
        else return { action, nowMs };
      }
    };
    const withOneBatch = () => {
      const { book, core } = newCore();
      recover(core);
      book.append({ sequence: open(book, 'a'), batch: batchOf(1) });
      return core;
    };
    const kindOf = (action: CommitAction) => action.type === 'insert' && action.group[0]?.batch.content.kind;

    test('has the batch tried out after five failures alone, and no sooner', () => {
      const core = withOneBatch();
      const { action } = nextOf(core, failOften(core, 5));
      expect(action).toMatchObject({ type: 'try', suspect: { batch: { seq: 1 } } });
    });

    test('costs no batch whose guilt is not proven, however often it comes', () => {
      const core = withOneBatch();
      let from = failOften(core, 5);
      for (const verdict of ['innocent', 'unclear', 'innocent'] as const) {
        const { nowMs } = nextOf(core, from);
        core.tried(verdict, nowMs);
        const again = nextOf(core, nowMs);
        expect(kindOf(again.action)).toBe('gap');
        core.insertFailed({ outcome: 'uncertain', code: 'QUERY_FAILED' }, again.nowMs);
        from = again.nowMs;
      }
      const { nowMs } = nextOf(core, from);
      core.tried('unclear', nowMs);
      expect(kindOf(nextOf(core, nowMs).action)).toBe('gap');
      expect(seqsOf(core.inserted())).toEqual([1]);
      expect(core.isStalled).toBe(false);
    });

    test('costs the batch that is proven guilty', () => {
      const core = withOneBatch();
      const { nowMs } = nextOf(core, failOften(core, 5));
      core.tried('guilty', nowMs);
      expect(kindOf(nextOf(core, nowMs).action)).toBe('tombstone');
    });

    test('is forgotten with the batch when its agent is revoked during the trial', () => {
      const { book, core } = newCore();
      recover(core);
      book.append({ sequence: open(book, 'a'), batch: batchOf(1) });
      const { nowMs } = nextOf(core, failOften(core, 5));
      book.dropAgent('a');
      core.tried('guilty', nowMs);
      expect(core.next(nowMs + 60_000)).toEqual({ type: 'wait', untilMs: undefined });
    });
  });

  describe('history that fails', () => {
    const withFailedHistory = (code: string) => {
      const { book, core } = newCore();
      recover(core);
      const old = open(book, 'a', { lane: 'history' });
      book.append({ sequence: old, batch: batchOf(1) });
      expect(inserting(core.next(1_000))).toEqual([1]);
      core.insertFailed({ outcome: 'absent', code }, 1_000);
      return { book, core, old };
    };

    test('keeps nobody waiting: live batches have credit, and go while it backs off', () => {
      const { book, core } = withFailedHistory('OVERLOADED');
      expect(core.isStalled).toBe(false);
      book.append({ sequence: open(book, 'b'), batch: batchOf(7) });
      expect(inserting(core.next(1_000))).toEqual([7]);
      core.inserted();
      const wait = core.next(1_000);
      expect(wait).toMatchObject({ type: 'wait' });
      expect(inserting(core.next(wait.type === 'wait' ? wait.untilMs! : 0))).toEqual([1]);
      expect(core.inserted()).toMatchObject([{ batches: [{ seq: 1 }] }]);
      expect(core.idle).toBe(true);
    });

    test('keeps its place in its sequence, also when that turns live', () => {
      const { book, core, old } = withFailedHistory('OVERLOADED');
      book.moveTo(old, 'live');
      book.append({ sequence: old, batch: batchOf(2) });
      const order: number[] = [];
      for (let nowMs = 1_000; order.length < 2;) {
        const action = core.next(nowMs);
        if (action.type === 'wait') nowMs = action.untilMs!;
        else {
          order.push(...inserting(action));
          core.inserted();
        }
      }
      expect(order).toEqual([1, 2]);
    });

    test('is not tried while live groups fail', () => {
      const { book, core } = withFailedHistory('OVERLOADED');
      book.append({ sequence: open(book, 'b'), batch: batchOf(7) });
      expect(inserting(core.next(1_000))).toEqual([7]);
      for (let nowMs = 1_000, failures = 0; failures < 5; failures++) {
        core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, nowMs);
        const action = core.next((nowMs += 20_000));
        expect(inserting(action)).toEqual([7]);
      }
    });

    test('halves itself alone', () => {
      const { book, core } = newCore();
      recover(core);
      const old = open(book, 'a', { lane: 'history' });
      for (const seq of [1, 2]) book.append({ sequence: old, batch: batchOf(seq) });
      inserting(core.next(1_000));
      core.insertFailed({ outcome: 'uncertain', code: 'DATA_REFUSED' }, 1_000);
      book.append({ sequence: open(book, 'b'), batch: batchOf(7) });
      recover(core);
      expect(inserting(core.next(1_000))).toEqual([7]);
      core.inserted();
      expect(inserting(core.next(3_000))).toEqual([1]);
    });
  });

  test('a database that lost rows sends the sequence back', () => {
    const { book, core } = newCore();
    recover(core);
    const a = open(book, 'a', { mark: { seq: 10, hash: 'hash-10' } });
    book.append({ sequence: a, batch: batchOf(11) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'uncertain', code: 'UNREACHABLE' }, 1_000);
    expect(core.next(1_000).type).toBe('recover');
    const { reset } = core.recovered(new Map([[a.key, { seq: 8, hash: 'hash-8' }]]), 1_000);
    expect(reset).toEqual([a]);
    expect(a.tail.seq).toBe(8);
    expect(book.heldBytes).toBe(0);
    expect(core.next(5_000)).toEqual({ type: 'wait', untilMs: undefined });
  });

  describe('is not stuck once nothing is left that failed: agents without credit would never send what ends it', () => {
    test('a group whose answer was lost is found committed', () => {
      const { book, core } = newCore();
      recover(core);
      const a = open(book, 'a');
      book.append({ sequence: a, batch: batchOf(1) });
      expect(inserting(core.next(1_000))).toEqual([1]);
      core.insertFailed({ outcome: 'uncertain', code: 'UNCERTAIN' }, 1_000);
      expect(core.isStalled).toBe(true);
      recover(core, new Map([[a.key, { seq: 1, hash: 'hash-1' }]]));
      expect(core.isStalled).toBe(false);
    });

    test('the first lease was not to be had at once', () => {
      const { core } = newCore();
      expect(core.next(0).type).toBe('recover');
      core.recoveryFailed(0);
      recover(core);
      expect(core.isStalled).toBe(false);
    });

    test('the agent of a group that failed is revoked', () => {
      const { book, core } = newCore();
      recover(core);
      book.append({ sequence: open(book, 'a'), batch: batchOf(1) });
      expect(inserting(core.next(1_000))).toEqual([1]);
      core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, 1_000);
      book.dropAgent('a');
      expect(core.next(100_000)).toEqual({ type: 'wait', untilMs: undefined });
      expect(core.isStalled).toBe(false);
    });
  });

  test('batches of a revoked agent leave the plan', () => {
    const { book, core } = newCore();
    recover(core);
    book.append({ sequence: open(book, 'a'), batch: batchOf(1) });
    book.append({ sequence: open(book, 'b'), batch: batchOf(1) });
    inserting(core.next(1_000));
    expect(core.mayCommit('a')).toBe(true);
    book.dropAgent('a');
    core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, 1_000);
    expect(core.mayCommit('a')).toBe(false);
    const action = core.next(60_000);
    expect(action.type === 'insert' && action.group.map(({ sequence }) => sequence.agentId)).toEqual(['b']);
  });
});

/**
 * A database that keeps whatever an INSERT brought, with duplicates if the core made any, and agents that keep what is
 * not acknowledged. Each step is one outcome; `crash` forgets the collector's memory.
 */
class Model {
  readonly rows = new Map<string, number[]>();
  readonly acked = new Map<string, number>();
  readonly produced = new Map<string, number>();
  readonly poison = new Set<string>();
  nowMs = 0;
  book = new SequenceTable();
  core = this.#newCore();

  #newCore() {
    return new CommitCore({ book: this.book, limits, random: () => 0.5 });
  }

  crash(): void {
    this.book = new SequenceTable();
    this.core = this.#newCore();
  }

  marks(): Map<string, Mark> {
    return new Map(
      [...this.rows].map(([key, seqs]) => [
        key,
        { seq: Math.max(0, ...seqs), hash: `hash-${Math.max(0, ...seqs)}` },
      ]),
    );
  }

  produce(
    agentId: string,
    { count, day, isPoison }: { count: number; day: number; isPoison: boolean },
  ): void {
    for (let i = 0; i < count; i++) {
      const seq = (this.produced.get(agentId) ?? 0) + 1;
      this.produced.set(agentId, seq);
      if (isPoison && i === 0) this.poison.add(`${agentId}/e#${seq}`);
    }
    this.send(agentId, day);
  }

  /** What the uplink does: everything after the mark, when the collector gives credit. */
  send(agentId: string, day: number): void {
    if (this.core.isStalled) return;
    const key = `${agentId}/e`;
    const lane = historyAgents.has(agentId) ? 'history' : 'live';
    const sequence =
      this.book.get(key) ?? open(this.book, agentId, { lane, mark: this.marks().get(key) ?? noMark });
    for (let seq = sequence.tail.seq + 1; seq <= (this.produced.get(agentId) ?? 0); seq++) {
      this.book.append({ sequence, batch: batchOf(seq, { nowMs: this.nowMs, day }) });
    }
  }

  acknowledge(runs: readonly CommittedRun[]): void {
    for (const { sequence } of runs) this.acked.set(sequence.key, sequence.committed.seq);
  }

  step(outcome: string): void {
    const action = this.core.next(this.nowMs);
    if (action.type === 'wait') this.nowMs = Math.max(this.nowMs, action.untilMs ?? this.nowMs);
    else if (action.type === 'try')
      this.core.tried(this.#refuses(action.suspect) ? 'guilty' : 'innocent', this.nowMs);
    else if (action.type === 'recover') this.#recover(outcome);
    else this.#insert(action, outcome);
  }

  #recover(outcome: string): void {
    if (outcome === 'overloaded' || outcome === 'fenced') this.core.recoveryFailed(this.nowMs);
    else this.acknowledge(this.core.recovered(this.marks(), this.nowMs).committed);
  }

  #refuses({ sequence, batch }: Placed): boolean {
    return this.poison.has(`${sequence.key}#${batch.seq}`) && batch.content.kind !== 'tombstone';
  }

  #insert(action: Extract<CommitAction, { type: 'insert' }>, outcome: string): void {
    const refused = action.group.some((placed) => this.#refuses(placed));
    const fail = (code: string, how: 'absent' | 'uncertain') =>
      this.core.insertFailed({ code, outcome: how }, this.nowMs);
    if (outcome === 'fenced') return fail('FENCED', 'absent');
    if (outcome === 'overloaded') return fail('OVERLOADED', 'absent');
    if (outcome === 'obscure') return fail('QUERY_FAILED', 'uncertain');
    if (outcome === 'uncertain-absent') return fail(refused ? 'DATA_REFUSED' : 'UNREACHABLE', 'uncertain');
    if (refused) return fail('DATA_REFUSED', 'absent');
    for (const { sequence, batch } of action.group) {
      if (batch.content.kind === 'tombstone') expect(this.poison).toContain(`${sequence.key}#${batch.seq}`);
      const seqs = this.rows.get(sequence.key) ?? [];
      this.rows.set(sequence.key, [...seqs, batch.seq]);
    }
    if (outcome === 'uncertain-committed') return fail('UNREACHABLE', 'uncertain');
    this.acknowledge(this.core.inserted());
  }

  check(): void {
    for (const [key, seqs] of this.rows)
      expect({ key, seqs }).toEqual({ key, seqs: seqs.map((_, i) => i + 1) });
    for (const [key, seq] of this.acked) expect(this.rows.get(key)?.length ?? 0).toBeGreaterThanOrEqual(seq);
  }
}

const outcome = fc.constantFrom(
  'ok',
  'ok',
  'ok',
  'uncertain-committed',
  'uncertain-absent',
  'overloaded',
  'obscure',
  'obscure',
  'fenced',
  'crash',
);
const event = fc.oneof(
  fc.record({
    agentId: fc.constantFrom(...agentIds),
    count: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 3 }),
    isPoison: fc.boolean(),
  }),
  outcome,
);

describe('CommitCore, whatever happens', () => {
  test('what is acknowledged is committed exactly once, each sequence as a prefix, and nothing stays behind', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const model = new Model();
        for (const one of events) {
          if (typeof one !== 'string') model.produce(one.agentId, one);
          else if (one === 'crash') model.crash();
          else model.step(one);
          model.check();
        }
        const drained = () =>
          agentIds.every((id) => (model.rows.get(`${id}/e`)?.length ?? 0) === (model.produced.get(id) ?? 0));
        for (let step = 0; step < 2_000 && !(drained() && model.core.idle); step++) {
          for (const id of agentIds) model.send(id, 1);
          model.step('ok');
          model.check();
        }
        expect(drained()).toBe(true);
        expect(model.book).toMatchObject({
          heldBytes: 0,
          heldBatches: 0,
          waitingSamples: 0,
          waitingInsertBytes: 0,
        });
      }),
      { numRuns: 300 },
    );
  });
});
