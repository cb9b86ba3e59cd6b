import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { open, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@hostwire/testing';
import { FolderLock } from './folder-lock.ts';
import { identifyProcess } from './process-identity.ts';
import { Fixture, kill } from './testing/server.ts';

const fixture = new Fixture();
let folder: string;

beforeEach(async () => {
  folder = await fixture.folder();
});
afterAll(() => fixture.cleanUp());

const locked = expect.objectContaining({ code: 'DATA_DIR_LOCKED', retryable: true });

/** A lock left behind by another process: what `change` makes of that process's identity while it runs. */
async function lockOfOther(
  change: (identity: object) => object,
  { alive }: { alive: boolean },
): Promise<() => Promise<void>> {
  const other = fixture.process('sleep', ['600']);
  const identity = await identifyProcess(other.pid ?? 0);
  await writeFile(join(folder, 'lock.1'), JSON.stringify(change(identity ?? {})));
  if (!alive) await kill(other);
  return () => kill(other);
}

describe('FolderLock', () => {
  test('a second one is refused, naming the pid, until the first is released', async () => {
    const first = await FolderLock.take(folder);
    await expect(FolderLock.take(folder)).rejects.toThrow(locked);
    await expect(FolderLock.take(folder)).rejects.toThrow(`pid ${process.pid}`);
    await first.release();
    await first.release();
    const second = await FolderLock.take(folder);
    await expect(FolderLock.take(folder)).rejects.toThrow(locked);
    await second.release();
  });

  test('of many at the same time exactly one wins', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => FolderLock.take(folder)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(locked);
  });

  test('of many that find a stale lock exactly one wins, and one file is left', async () => {
    await lockOfOther((identity) => identity, { alive: false });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => FolderLock.take(folder)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['lock.2']);
  });

  test('it is never held twice while many take and release it over and over', async () => {
    let holders = 0;
    let taken = 0;
    const contend = async () => {
      for (let round = 0; round < 50; round++) {
        const lock = await FolderLock.take(folder).catch((error: unknown) => expect(error).toEqual(locked));
        if (!(lock instanceof FolderLock)) continue;
        taken++;
        expect(++holders).toBe(1);
        await readdir(folder);
        holders--;
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 20 }, contend));
    expect(taken).toBeGreaterThan(1);
    expect((await readdir(folder)).filter((name) => name.startsWith('lock.'))).toHaveLength(1);
  });

  test('a contender that slept while others took it and gave it up leaves the present holder alone', async () => {
    const first = join(folder, 'lock.1');
    await once(fixture.process('mkfifo', [first]), 'exit');
    const sleeper = FolderLock.take(folder);
    // Opens once the contender has begun to read the first lock, and lets it read on when closed.
    const wake = await open(first, 'w');
    await writeFile(join(folder, 'lock.3'), JSON.stringify(await identifyProcess(process.pid)));
    await unlink(first);
    await wake.close();
    await expect(sleeper).rejects.toThrow(locked);
    expect(await readdir(folder)).toEqual(['lock.3']);
  });

  test('a running holder keeps it', async () => {
    const end = await lockOfOther((identity) => identity, { alive: true });
    await expect(FolderLock.take(folder)).rejects.toThrow(locked);
    await end();
    await (await FolderLock.take(folder)).release();
  });

  test.each([
    ['another process has the pid now', { startTicks: '1' }],
    ['the machine was started again', { bootId: 'of-last-week' }],
  ])('it is free when %s', async (_what, change) => {
    const end = await lockOfOther((identity) => ({ ...identity, ...change }), { alive: true });
    await (await FolderLock.take(folder)).release();
    await end();
  });

  test.each(['', '{"pid":', '[]', '{"pid":"1"}'])('it is free when its file holds %j', async (content) => {
    await writeFile(join(folder, 'lock.7'), content);
    await FolderLock.take(folder);
    expect(JSON.parse(await readFile(join(folder, 'lock.8'), 'utf8'))).toMatchObject({ pid: process.pid });
  });
});

test('a zombie does not run', async () => {
  // A shell that starts a child and then, before that ends, becomes a program that never reaps it.
  const parent = fixture.process('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 600']);
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))),
  );
  await expect(readFile(`/proc/${pid}/stat`, 'utf8')).resolves.toContain('(');
  await waitFor(
    'the child is a zombie and counts as gone',
    async () => (await identifyProcess(pid)) === undefined,
    10_000,
  );
  await expect(readFile(`/proc/${pid}/stat`, 'utf8')).resolves.toContain(') Z ');
  await kill(parent);
});
