import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SequenceTable, type Placed } from '../intake/sequence-table.ts';
import { noMark, type Mark } from '../intake/sequence.ts';
import { batchOf, limits, open } from '../testing/commit-core-fixture.ts';
import { CommitCore, type CommitAction, type CommittedRun } from './commit-core.ts';

const agentIds = ['a', 'b', 'c', 'd'];
/** What they send is history. */
const historyAgents: ReadonlySet<string> = new Set(['d']);

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
  table = new SequenceTable();
  core = this.#newCore();

  #newCore() {
    return new CommitCore({ table: this.table, limits, random: () => 0.5 });
  }

  crash(): void {
    this.table = new SequenceTable();
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
    const stream = historyAgents.has(agentId) ? 'history' : 'live';
    const sequence =
      this.table.get(key) ?? open(this.table, agentId, { stream, mark: this.marks().get(key) ?? noMark });
    for (let seq = sequence.tail.seq + 1; seq <= (this.produced.get(agentId) ?? 0); seq++) {
      this.table.append({ sequence, batch: batchOf(seq, { nowMs: this.nowMs, day }) });
    }
  }

  acknowledge(runs: readonly CommittedRun[]): void {
    for (const { sequence } of runs) this.acked.set(sequence.key, sequence.committed.seq);
  }

  step(outcome: string): void {
    const action = this.core.next(this.nowMs);
    if (action.type === 'wait') this.nowMs = Math.max(this.nowMs, action.untilMs ?? this.nowMs);
    else if (action.type === 'try')
      this.core.tried(this.#refuses(action.suspect) ? 'culprit' : 'innocent', this.nowMs);
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
        expect(model.table).toMatchObject({
          pendingBytes: 0,
          pendingBatches: 0,
          waitingSamples: 0,
          waitingInsertBytes: 0,
        });
      }),
      { numRuns: 300 },
    );
  });
});
