/**
 * Is it this batch that ClickHouse refuses, or does the table take nothing at the moment? An error that Hostwire does not
 * know says neither. So the batch is tried out on an empty table of the same structure, between INSERTs of rows that are
 * known to be sound: nothing else writes there, so what differs is the batch alone.
 */
import { randomUUID } from 'node:crypto';
import type { ClickHouseSettings } from '@clickhouse/client';
import type { Database } from './database.ts';
import type { SampleGroup } from './sample-group.ts';
import { insertStatement } from './samples-table.ts';
import { StorageError } from './storage-error.ts';

/**
 * culprit: refused each time, while sound rows were taken before, between and after. innocent: taken. unclear: the table
 * for test inserts is not to be had, refused sound rows, or did not answer.
 */
export type TestInsertVerdict = 'culprit' | 'innocent' | 'unclear';

export interface TestInsertResult {
  readonly verdict: TestInsertVerdict;
  /** Why it is unclear. */
  readonly cause?: unknown;
}

export interface TestInsert {
  readonly suspect: SampleGroup;
  /** Of the same day, known to be sound. */
  readonly sound: SampleGroup;
  readonly settings: ClickHouseSettings;
}

/** How often a batch has to be refused. */
const proofs = 3;
const table = 'samples_test_insert';
const statement = insertStatement('1', table);

/** Does not throw. */
export async function testInsert(
  db: Database,
  { suspect, sound, settings }: TestInsert,
): Promise<TestInsertResult> {
  const insert = (group: SampleGroup) =>
    db.upload({
      statement,
      params: {},
      body: group.toNative(),
      queryId: `hostwire.test_insert.${randomUUID()}`,
      settings,
    });
  try {
    await db.command(`DROP TABLE IF EXISTS ${table} SYNC`);
    await db.command(`CREATE TABLE ${table} AS samples`);
    await insert(sound);
    for (let proof = 0; proof < proofs; proof++) {
      if (await isTaken(insert(suspect))) return { verdict: 'innocent' };
      await insert(sound);
    }
    return { verdict: 'culprit' };
  } catch (cause) {
    return { verdict: 'unclear', cause };
  } finally {
    await db.command(`DROP TABLE IF EXISTS ${table} SYNC`).catch(() => undefined); // the next test insert does so
  }
}

/** Throws what is no refusal by ClickHouse: that says nothing about the rows. */
async function isTaken(insert: Promise<void>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (error instanceof StorageError && (error.code === 'QUERY_FAILED' || error.code === 'DATA_REFUSED'))
      return false;
    throw error;
  }
}
