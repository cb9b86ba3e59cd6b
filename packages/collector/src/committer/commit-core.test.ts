import { describe, expect, test } from '@jest/globals';
import { SequenceTable } from '../intake/sequence-table.ts';
import type { Mark, QueuedBatch } from '../intake/sequence.ts';
import { batchOf, limits, open } from '../testing/commit-core-fixture.ts';
import { CommitCore, type CommitAction, type CommittedRun } from './commit-core.ts';

function newCore() {
  const table = new SequenceTable();
  const core = new CommitCore({ table, limits, random: () => 0.5 });
  return { table, core };
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
    const { table, core } = newCore();
    recover(core);
    expect(core.next(0)).toEqual({ type: 'wait', untilMs: undefined });
    const a = open(table, 'a', { mark: { seq: 1, hash: 'hash-1' } });
    table.append({ sequence: a, batch: batchOf(2, { nowMs: 100 }) });
    expect(core.next(500)).toEqual({ type: 'wait', untilMs: 1_100 });
    table.append({ sequence: a, batch: batchOf(3, { nowMs: 500 }) });
    expect(inserting(core.next(1_100))).toEqual([2, 3]);
    expect(seqsOf(core.inserted())).toEqual([2, 3]);
    expect(a.committed.seq).toBe(3);
    expect(core.idle).toBe(true);
  });

  test('a full group goes at once, a group holds one day', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    table.append({ sequence: a, batch: batchOf(1, { samples: 30 }) });
    table.append({ sequence: a, batch: batchOf(2, { samples: 30 }) });
    expect(inserting(core.next(0))).toEqual([1]);
    core.inserted();
    table.append({ sequence: a, batch: batchOf(3, { day: 2 }) });
    expect(inserting(core.next(1_000))).toEqual([2]);
    core.inserted();
    expect(inserting(core.next(1_000))).toEqual([3]);
  });

  test('a backlog of one agent does not keep the others out of the group', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    for (let seq = 1; seq <= 100; seq++) table.append({ sequence: a, batch: batchOf(seq) });
    table.append({ sequence: open(table, 'b'), batch: batchOf(1, { nowMs: 1 }) });
    const action = core.next(0);
    expect(action.type === 'insert' && action.group.some(({ sequence }) => sequence.agentId === 'b')).toBe(
      true,
    );
  });

  test('one agent alone may fill a group', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    for (let seq = 1; seq <= 100; seq++) table.append({ sequence: a, batch: batchOf(seq) });
    expect(inserting(core.next(0))).toEqual(Array.from({ length: limits.maxSamples / 2 }, (_, i) => i + 1));
  });

  test('a refusal that came as uncertain narrows the group down once its absence was read back', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    for (let seq = 1; seq <= 4; seq++) table.append({ sequence: a, batch: batchOf(seq) });
    expect(inserting(core.next(1_000))).toEqual([1, 2, 3, 4]);
    core.insertFailed({ outcome: 'uncertain', code: 'DATA_REFUSED' }, 1_000);
    recover(core);
    expect(inserting(core.next(1_000))).toEqual([1, 2]);
  });

  test('an uncertain group is never sent again before the marks were read', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    table.append({ sequence: a, batch: batchOf(1) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'uncertain', code: 'UNREACHABLE' }, 1_000);
    expect(core.leased).toBe(false);
    expect(core.next(1_000).type).toBe('recover');
    const { committed } = core.recovered(new Map([[a.key, { seq: 1, hash: 'hash-1' }]]), 1_000);
    expect(seqsOf(committed)).toEqual([1]);
    expect(core.next(1_000)).toEqual({ type: 'wait', untilMs: undefined });
  });

  test('a server that was started anew takes nothing before the marks were read, and at once afterwards', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a', { mark: { seq: 5, hash: 'hash-5' } });
    table.append({ sequence: a, batch: batchOf(6) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'absent', code: 'RESTARTED' }, 1_000);
    expect(core.leased).toBe(false);
    expect(recover(core, new Map([[a.key, { seq: 3, hash: 'hash-3' }]])).reset).toEqual([a]);
    expect(a.tail.seq).toBe(3);
  });

  test('the culprit of a refused group becomes a tombstone, its neighbours are committed', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    for (let seq = 1; seq <= 5; seq++) table.append({ sequence: a, batch: batchOf(seq) });
    const committed: QueuedBatch[] = [];
    for (let step = 0; !core.idle; step++) {
      expect(step).toBeLessThan(20);
      const action = core.next(1_000);
      const culprit =
        action.type === 'insert' &&
        action.group.some(({ batch }) => batch.seq === 3 && batch.content.kind !== 'tombstone');
      if (culprit) core.insertFailed({ outcome: 'absent', code: 'DATA_REFUSED' }, 1_000);
      else committed.push(...core.inserted().flatMap((run) => run.batches));
    }
    expect(committed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(committed.filter(({ content }) => content.kind === 'tombstone').map(({ seq }) => seq)).toEqual([
      3,
    ]);
  });

  test('a table that refuses everything costs no batch', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a');
    table.append({ sequence: a, batch: batchOf(1) });
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
      const { table, core } = newCore();
      recover(core);
      table.append({ sequence: open(table, 'a'), batch: batchOf(1) });
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

    test('costs the batch that is proven the culprit', () => {
      const core = withOneBatch();
      const { nowMs } = nextOf(core, failOften(core, 5));
      core.tried('culprit', nowMs);
      expect(kindOf(nextOf(core, nowMs).action)).toBe('tombstone');
    });

    test('is forgotten with the batch when its agent is revoked during the test insert', () => {
      const { table, core } = newCore();
      recover(core);
      table.append({ sequence: open(table, 'a'), batch: batchOf(1) });
      const { nowMs } = nextOf(core, failOften(core, 5));
      table.dropAgent('a');
      core.tried('culprit', nowMs);
      expect(core.next(nowMs + 60_000)).toEqual({ type: 'wait', untilMs: undefined });
    });
  });

  describe('history that fails', () => {
    const withFailedHistory = (code: string) => {
      const { table, core } = newCore();
      recover(core);
      const old = open(table, 'a', { stream: 'history' });
      table.append({ sequence: old, batch: batchOf(1) });
      expect(inserting(core.next(1_000))).toEqual([1]);
      core.insertFailed({ outcome: 'absent', code }, 1_000);
      return { table, core, old };
    };

    test('keeps nobody waiting: live batches have credit, and go while it backs off', () => {
      const { table, core } = withFailedHistory('OVERLOADED');
      expect(core.isStalled).toBe(false);
      table.append({ sequence: open(table, 'b'), batch: batchOf(7) });
      expect(inserting(core.next(1_000))).toEqual([7]);
      core.inserted();
      const wait = core.next(1_000);
      expect(wait).toMatchObject({ type: 'wait' });
      expect(inserting(core.next(wait.type === 'wait' ? wait.untilMs! : 0))).toEqual([1]);
      expect(core.inserted()).toMatchObject([{ batches: [{ seq: 1 }] }]);
      expect(core.idle).toBe(true);
    });

    test('keeps its place in its sequence, also when that turns live', () => {
      const { table, core, old } = withFailedHistory('OVERLOADED');
      table.moveTo(old, 'live');
      table.append({ sequence: old, batch: batchOf(2) });
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
      const { table, core } = withFailedHistory('OVERLOADED');
      table.append({ sequence: open(table, 'b'), batch: batchOf(7) });
      expect(inserting(core.next(1_000))).toEqual([7]);
      for (let nowMs = 1_000, failures = 0; failures < 5; failures++) {
        core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, nowMs);
        const action = core.next((nowMs += 20_000));
        expect(inserting(action)).toEqual([7]);
      }
    });

    test('halves itself alone', () => {
      const { table, core } = newCore();
      recover(core);
      const old = open(table, 'a', { stream: 'history' });
      for (const seq of [1, 2]) table.append({ sequence: old, batch: batchOf(seq) });
      inserting(core.next(1_000));
      core.insertFailed({ outcome: 'uncertain', code: 'DATA_REFUSED' }, 1_000);
      table.append({ sequence: open(table, 'b'), batch: batchOf(7) });
      recover(core);
      expect(inserting(core.next(1_000))).toEqual([7]);
      core.inserted();
      expect(inserting(core.next(3_000))).toEqual([1]);
    });
  });

  test('a database that lost rows sends the sequence back', () => {
    const { table, core } = newCore();
    recover(core);
    const a = open(table, 'a', { mark: { seq: 10, hash: 'hash-10' } });
    table.append({ sequence: a, batch: batchOf(11) });
    inserting(core.next(1_000));
    core.insertFailed({ outcome: 'uncertain', code: 'UNREACHABLE' }, 1_000);
    expect(core.next(1_000).type).toBe('recover');
    const { reset } = core.recovered(new Map([[a.key, { seq: 8, hash: 'hash-8' }]]), 1_000);
    expect(reset).toEqual([a]);
    expect(a.tail.seq).toBe(8);
    expect(table.pendingBytes).toBe(0);
    expect(core.next(5_000)).toEqual({ type: 'wait', untilMs: undefined });
  });

  describe('is not stuck once nothing is left that failed: agents without credit would never send what ends it', () => {
    test('a group whose answer was lost is found committed', () => {
      const { table, core } = newCore();
      recover(core);
      const a = open(table, 'a');
      table.append({ sequence: a, batch: batchOf(1) });
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
      const { table, core } = newCore();
      recover(core);
      table.append({ sequence: open(table, 'a'), batch: batchOf(1) });
      expect(inserting(core.next(1_000))).toEqual([1]);
      core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, 1_000);
      table.dropAgent('a');
      expect(core.next(100_000)).toEqual({ type: 'wait', untilMs: undefined });
      expect(core.isStalled).toBe(false);
    });
  });

  test('batches of a revoked agent leave the plan', () => {
    const { table, core } = newCore();
    recover(core);
    table.append({ sequence: open(table, 'a'), batch: batchOf(1) });
    table.append({ sequence: open(table, 'b'), batch: batchOf(1) });
    inserting(core.next(1_000));
    expect(core.mayCommit('a')).toBe(true);
    table.dropAgent('a');
    core.insertFailed({ outcome: 'absent', code: 'OVERLOADED' }, 1_000);
    expect(core.mayCommit('a')).toBe(false);
    const action = core.next(60_000);
    expect(action.type === 'insert' && action.group.map(({ sequence }) => sequence.agentId)).toEqual(['b']);
  });
});
