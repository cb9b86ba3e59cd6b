import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readMarks } from '../marks.ts';
import { migrate } from '../schema/migrate.ts';
import { fromMs } from '../tables/moment.ts';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { baseFor, endBackup, makeBackup, readBackups, type BackupRow } from './backup.ts';
import { restoreBackup } from './restore.ts';

const agent = '00000000-0000-4000-8000-00000000000a';
const startMs = Date.UTC(2026, 4, 1);
const place = { kind: 'folder', path: '/backups', prefix: '' } as const;
let taken = 0;
/** A clock that never gives the same time twice. */
const how = { signal: new AbortController().signal, nowMs: () => startMs + taken++ };

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase({ ownServer: true });
  await migrate(database.db);
});
afterAll(() => database.stop());
beforeEach(async () => {
  const { db } = database;
  await migrate(db); // a restore that failed leaves no table
  for (const table of ['samples', 'backups']) await db.command(`TRUNCATE TABLE ${table} SYNC`);
});

async function store(first: number, last: number): Promise<void> {
  const rows = Array.from({ length: last - first + 1 }, (_, i) => {
    const ts = fromMs(startMs + (first + i) * 1_000);
    return tableRow({
      agent_id: agent,
      host: 'web1',
      epoch: 1,
      seq: first + i,
      idx: 0,
      kind: 'sample',
      batch_hash: first + i,
      day: '2026-05-01',
      ts,
      recv_ts: ts,
      interval_ms: 1_000,
    });
  });
  await database.db.insertRows('samples', rows);
}

test('a chain of backups holds what its last one lists', async () => {
  const { db } = database;
  await store(1, 100);
  await makeBackup(db, { name: 'one', place, base: '' }, how);
  await store(101, 150);
  const base = baseFor(await readBackups(db), place);
  expect(base).toBe('one');
  await makeBackup(db, { name: 'two', place, base }, how);
  await store(151, 200);

  expect(await restoreBackup(db, { name: 'two', place })).toEqual({ hosts: 1, epochs: 1, samples: 150 });
  const marks = await readMarks(db);
  expect([...marks.values()]).toEqual([{ seq: 150, hash: '0000000000000096' }]);
  const [, second] = await readBackups(db);
  expect(second).toMatchObject({ name: 'two', state: 'started' }); // it was not finished when it was saved
});

test('what a backup lists and does not hold is found', async () => {
  const { db } = database;
  await store(1, 100);
  await makeBackup(db, { name: 'listed', place, base: '' }, how);
  await db.command(
    "INSERT INTO backups (name, state, epochs) SELECT 'less', state, epochs FROM backups WHERE state = 'started'",
  );
  await db.command('TRUNCATE TABLE samples SYNC');
  await store(1, 99);
  await db.command(`BACKUP DATABASE \`${db.name}\` TO File('less')`);
  await expect(restoreBackup(db, { name: 'less', place })).rejects.toMatchObject({
    code: 'BACKUP_INCOMPLETE',
  });
});

test('a backup that cannot be made says why, and counts as failed', async () => {
  const { db } = database;
  const refused = makeBackup(db, { name: 'x', place: { ...place, prefix: '/elsewhere/' }, base: '' }, how);
  await expect(refused).rejects.toMatchObject({ code: 'BACKUP_FAILED', message: /not allowed for backups/ });
  expect(await readBackups(db)).toMatchObject([{ name: 'x', state: 'failed', error: /not allowed/ }]);
  await expect(restoreBackup(db, { name: 'none', place })).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
});

test('a restore whose server is killed is begun again', async () => {
  const { db, serverPid } = database;
  await store(1, 1_000);
  await makeBackup(db, { name: 'whole', place, base: '' }, how);
  const pid = serverPid();
  const first = restoreBackup(db, { name: 'whole', place }).catch((error: unknown) => error);
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await first).toMatchObject({ name: 'StorageError' });
  const again = async (): Promise<unknown> => {
    for (;;) {
      try {
        return await restoreBackup(db, { name: 'whole', place });
      } catch (error) {
        if (!(error instanceof Error && 'retryable' in error && error.retryable === true)) throw error;
      }
    }
  };
  expect(await again()).toEqual({ hosts: 1, epochs: 1, samples: 1_000 });
});

test('a chain ends with a complete backup, and each place has its own', () => {
  const row = (i: number): BackupRow => ({
    name: `b${i}`,
    place: '/backups',
    base: i === 0 ? '' : `b${i - 1}`,
    state: 'finished',
    startedMs: i,
    changedMs: i,
    bytes: 1,
    error: '',
  });
  const chain = (length: number) => Array.from({ length }, (_, i) => row(i));
  expect(baseFor([], place)).toBe('');
  expect(baseFor(chain(30), place)).toBe('b29');
  expect(baseFor(chain(31), place)).toBe('');
  expect(baseFor([...chain(2), { ...row(2), state: 'failed' }], place)).toBe('b1');
  expect(baseFor(chain(2), { ...place, path: '/others' })).toBe('');
});

test('one that nobody makes any more is written down as failed', async () => {
  const { db } = database;
  await db.insertRows('backups', [
    { name: 'left', place: '/backups', base: '', state: 'started', changed: fromMs(startMs) },
  ]);
  const [left] = await readBackups(db);
  await endBackup(db, left ?? { name: '', base: '', place: '' }, {
    state: 'failed',
    changedMs: startMs + 1,
    error: 'killed',
  });
  expect(await readBackups(db)).toMatchObject([{ name: 'left', state: 'failed', error: 'killed' }]);
});
