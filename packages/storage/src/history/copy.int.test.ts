import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readMarks } from '../marks.ts';
import { migrate } from '../schema/migrate.ts';
import { fromMs } from '../tables/moment.ts';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { copyDatabase, type CopyProgress } from './copy.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 4, 1);
const days = 4;
const perDay = 500;

/** A server with samples of some days, and one that stands for a server somewhere else. */
let from: TestDatabase;
let to: TestDatabase;
beforeAll(async () => {
  [from, to] = await Promise.all([
    startTestDatabase({ ownServer: true, name: 'hostwire_test_moved' }),
    startTestDatabase({ ownServer: true, name: 'hostwire_test_moved' }),
  ]);
  await Promise.all([migrate(from.db), migrate(to.db)]);
  for (let day = 0; day < days; day++) await store(day);
});
afterAll(() => Promise.all([from.stop(), to.stop()]));

async function store(day: number): Promise<void> {
  const rows = Array.from({ length: perDay }, (_, i) => {
    const ts = fromMs(startMs + day * dayMs + i * 1_000);
    return tableRow({
      agent_id: '00000000-0000-4000-8000-00000000000a',
      host: 'web1',
      epoch: 1,
      seq: day * perDay + i + 1,
      idx: 0,
      kind: 'sample',
      batch_hash: i,
      day: ts.slice(0, 10),
      ts,
      recv_ts: ts,
      interval_ms: 1_000,
      cpu_user_ms: i,
      'disk.name': ['sda', 'sdb'],
      'disk.read_bytes': [i, null],
    });
  });
  await from.db.insertRows('samples', rows);
}

test('a copy whose target is killed goes on, is equal in the end, and goes back', async () => {
  const killed = copyDatabase({
    from: from.db,
    to: to.db,
    isFinal: true,
    onCopied: ({ table }) => {
      if (table === 'samples') process.kill(to.serverPid() ?? 0, 'SIGKILL');
    },
  });
  await expect(killed).rejects.toMatchObject({ message: expect.stringMatching(/no answer/) });

  const copied: CopyProgress[] = [];
  const request = { from: from.db, to: to.db, onCopied: (one: CopyProgress) => copied.push(one) };
  const whole = await untilResponsive(() => copyDatabase({ ...request, isFinal: false }));
  expect(whole.rows).toBeGreaterThanOrEqual(days * perDay);
  const partitions = copied.filter(({ table }) => table === 'samples').map(({ partition }) => partition);
  expect(partitions).toEqual(['20260502', '20260503', '20260504']);

  await store(days); // a collector wrote meanwhile: the last run copies that alone
  const last = await copyDatabase({ ...request, isFinal: true });
  expect(last).toMatchObject({ copied: 1 });
  expect(await readMarks(to.db)).toEqual(await readMarks(from.db));

  await expect(copyDatabase({ ...request, isFinal: true })).rejects.toMatchObject({
    code: 'COPY_REFUSED',
    message: /holds data of its own/,
  });
  await from.db.command('DROP DATABASE {name:Identifier} SYNC', { name: from.db.name });
  await migrate(from.db);
  expect(await copyDatabase({ from: to.db, to: from.db, isFinal: true })).toMatchObject({ rows: last.rows });
});

test('what is no database of Hostwire is not copied, nor a database to itself', async () => {
  const refused = { code: 'COPY_REFUSED' };
  await expect(copyDatabase({ from: to.db, to: to.db, isFinal: true })).rejects.toMatchObject(refused);
});

async function untilResponsive<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Error && 'retryable' in error && error.retryable === true)) throw error;
    }
  }
}
