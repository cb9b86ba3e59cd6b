import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '@hostwire/testing';
import type { Mark } from '../intake/sequence.ts';
import { MarksReader, type SequenceKey } from './marks-reader.ts';

const keyOf = (n: number): SequenceKey => ({ agentId: `agent-${n}`, epoch: 'e' });

describe('MarksReader', () => {
  test('answers many in one query', async () => {
    const queries: number[] = [];
    const readMarks = async (keys: SequenceKey[]) => {
      queries.push(keys.length);
      return new Map<string, Mark>([['agent-3/e', { seq: 7, hash: 'h' }]]);
    };
    const reader = new MarksReader({ readMarks, leaseTurn: () => 1, logger: silentLogger });
    const marks = await Promise.all(Array.from({ length: 50 }, (_, n) => reader.read(keyOf(n))));
    expect(marks.map(({ seq }) => seq).filter((seq) => seq > 0)).toEqual([7]);
    expect(queries.reduce((sum, n) => sum + n, 0)).toBe(50);
    expect(queries.length).toBeLessThan(4);
  });

  test('waits a moment for company: a fleet that comes in one by one is not a query each', async () => {
    const queries: number[] = [];
    const readMarks = async (keys: SequenceKey[]) => {
      queries.push(keys.length);
      return new Map<string, Mark>();
    };
    const reader = new MarksReader({ readMarks, leaseTurn: () => 1, logger: silentLogger });
    const reading: Promise<Mark>[] = [];
    for (let n = 0; n < 20; n++) {
      reading.push(reader.read(keyOf(n)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(reading);
    expect(queries.length).toBeLessThan(4);
  });

  test('throws away what was read while the lease changed', async () => {
    let turn = 1;
    const answers = [4, 9];
    const readMarks = async () => {
      const seq = answers.shift() ?? 0;
      if (seq === 4) turn = 2; // another collector committed up to 9 meanwhile
      return new Map<string, Mark>([['agent-1/e', { seq, hash: 'h' }]]);
    };
    const reader = new MarksReader({ readMarks, leaseTurn: () => turn, logger: silentLogger });
    expect((await reader.read(keyOf(1))).seq).toBe(9);
  });

  test('tries again after a failure', async () => {
    let attempts = 0;
    const readMarks = async () => {
      if (++attempts < 3) throw new Error('no answer');
      return new Map<string, Mark>();
    };
    const reader = new MarksReader({ readMarks, leaseTurn: () => 1, logger: silentLogger });
    expect((await reader.read(keyOf(1))).seq).toBe(0);
    expect(attempts).toBe(3);
  });

  test('stop() rejects what waits, and what comes later', async () => {
    const readMarks = async () => new Map<string, Mark>();
    const reader = new MarksReader({ readMarks, leaseTurn: () => undefined, logger: silentLogger });
    const waiting = reader.read(keyOf(1)).catch((error: unknown) => error);
    reader.stop();
    expect(await waiting).toMatchObject({ code: 'COMMITTER_STOPPED' });
    await expect(reader.read(keyOf(2))).rejects.toMatchObject({ code: 'COMMITTER_STOPPED' });
  });
});
