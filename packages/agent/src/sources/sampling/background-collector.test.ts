import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { BackgroundCollector } from './background-collector.ts';
import type { BackgroundGroup, Collected } from './background-group.ts';
import { scalarReading } from './columns.ts';
import { slowIntervalMs } from './interval.ts';

const findings: Collected = {
  readings: { load: scalarReading(Float64Array.of(1, 2, 3, 4)) },
  issues: [],
};

/** Counts its collections and what it was told to forget. */
class CountingGroup implements BackgroundGroup {
  readonly name = 'counting';
  readonly resets = 0;
  collections = 0;
  forgotten = 0;
  answer = (): Promise<Collected> => Promise.resolve(findings);

  collect(): Promise<Collected> {
    this.collections++;
    return this.answer();
  }

  forget(): void {
    this.forgotten++;
  }

  close(): void {
    // nothing is open
  }
}

describe('collection', () => {
  test('starts with the first take, and its readings are handed out once', async () => {
    const collection = new BackgroundCollector(new CountingGroup());
    expect(collection.take(0)).toEqual({});
    await collection.settled();
    expect(collection.take(1_000)).toBe(findings.readings);
    expect(collection.take(2_000)).toEqual({});
  });

  test('the next one starts when the interval is over, a sample early rather than late', async () => {
    const group = new CountingGroup();
    const collection = new BackgroundCollector(group);
    const collectionsAfter: number[] = [];
    for (const ms of [0, 1_000, slowIntervalMs - 200, slowIntervalMs - 50, slowIntervalMs + 1_000]) {
      collection.take(ms);
      await collection.settled();
      collectionsAfter.push(group.collections);
    }
    expect(collectionsAfter).toEqual([1, 1, 1, 2, 2]);
  });

  test('one that is told to begin later does', async () => {
    const group = new CountingGroup();
    const collection = new BackgroundCollector(group, { firstAfterMs: 2_000 });
    const collectionsAt: number[] = [];
    for (const ms of [500_000, 501_000, 502_000]) {
      collection.take(ms);
      await collection.settled();
      collectionsAt.push(group.collections);
    }
    expect(collectionsAt).toEqual([0, 0, 1]);
  });

  test('one begins after the sample that asked for it, and not at all when it was forgotten meanwhile', async () => {
    const group = new CountingGroup();
    const collection = new BackgroundCollector(group);
    collection.take(0);
    expect(group.collections).toBe(0);
    collection.forget();
    await collection.settled();
    expect(group.collections).toBe(0);
  });

  test('none starts while one runs, which is an issue until it has ended', async () => {
    const group = new CountingGroup();
    let finish: (found: Collected) => void = () => undefined;
    group.answer = () => new Promise((resolve) => (finish = resolve));
    const collection = new BackgroundCollector(group);
    collection.take(0);
    await immediate();
    collection.take(slowIntervalMs);
    expect(group.collections).toBe(1);
    expect(collection.issues).toMatchObject([{ group: 'counting', code: 'COLLECTION_OVERDUE' }]);
    finish(findings);
    await collection.settled();
    expect(collection.issues).toEqual([]);
    collection.take(2 * slowIntervalMs);
    await immediate();
    expect(group.collections).toBe(2);
  });

  test('one that forget overtook is not seen, and leaves no baseline', async () => {
    const group = new CountingGroup();
    group.answer = () => immediate(findings);
    const collection = new BackgroundCollector(group);
    collection.take(0);
    await immediate();
    collection.forget();
    await collection.settled();
    expect(collection.take(1)).toEqual({});
    expect(group.forgotten).toBe(2);
  });

  test('one that fails is an issue until the next, which is a baseline', async () => {
    const group = new CountingGroup();
    group.answer = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
    const collection = new BackgroundCollector(group);
    collection.take(0);
    await collection.settled();
    expect(collection.issues).toEqual([{ group: 'counting', code: 'ENOENT', message: 'gone' }]);
    expect(group.forgotten).toBe(1);
    group.answer = () => Promise.resolve(findings);
    collection.take(slowIntervalMs);
    await collection.settled();
    expect(collection.issues).toEqual([]);
  });
});
