/** `pnpm transfers`: what a disaster and a move are, in the whole product, with a kill in the middle of each step. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { EmbeddedClickHouse } from 'clickhouse-embedded';
import { killLeftovers, Program, runProgram } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

interface Backups {
  readonly backups: readonly { readonly name: string; readonly state: string; readonly base: string }[];
}
interface Audit {
  readonly epochs: readonly { readonly missing: readonly unknown[]; readonly repeated: readonly unknown[] }[];
}

const folder = makeWorkFolder('transfers');
const command = ['collector', 'run'];
const first = new Stack(join(folder, 'first'), { command });
const restored = new Stack(join(folder, 'restored'), { command });
const agent = new SecondAgent(folder, 'web1');
const saved = join(first.dataDir, 'backups');
let server: EmbeddedClickHouse | undefined;

afterAll(async () => {
  await killLeftovers();
  await server?.stop();
  removeWorkFolder(folder);
});

const samplesOf = async (stack: Stack): Promise<number> => {
  const [row] = await stack.query<{ n: number }>("SELECT count() AS n FROM samples WHERE kind = 'sample'");
  return row?.n ?? 0;
};

/** Starts a command and kills it when `isUnderWay`. */
async function killed(args: readonly string[], isUnderWay: () => boolean): Promise<void> {
  const program = new Program('hostwire', args);
  await waitFor(`hostwire ${args.join(' ')} is under way`, 60_000, () => isUnderWay() || !program.alive);
  await program.kill();
}

test('a backup that is killed is written down as failed, and the next one is whole', async () => {
  await first.start();
  await agent.enroll(first);
  agent.start();
  await agent.seen(first);
  expect(await first.json(['storage', 'backup'])).toMatchObject({ state: 'finished', base: '' });
  const before = readdirSync(join(saved, 'collector')).length;
  void first.hostwire(['storage', 'backup']); // ends with the collector
  await waitFor(
    'the second backup began',
    30_000,
    () => readdirSync(join(saved, 'collector')).length > before,
  );
  const ports = first.ports();
  await first.program.kill();
  await first.start(ports);
  const { backups } = await first.json<Backups>(['storage', 'backup', '--list']);
  const finished = backups.filter(({ state }) => state === 'finished').map(({ name }) => name);
  expect(backups.every(({ state }) => state !== 'started')).toBe(true);
  expect(readdirSync(join(saved, 'collector')).toSorted()).toEqual(finished.toSorted());
  const last = await first.json<Backups['backups'][number]>(['storage', 'backup']);
  expect(last).toMatchObject({ state: 'finished', base: finished.at(-1) });
});

test('a restore that is killed is run again, and agents fill up what came after the backup', async () => {
  const since = Date.now();
  await agent.seen(first, since); // after the backup, and acknowledged
  const ports = first.ports();
  await first.program.kill();
  const restore = ['storage', 'restore', saved, '--data', restored.dataDir];
  await killed(restore, () => existsSync(join(restored.dataDir, 'clickhouse', 'store')));
  const { code, stderr } = await runProgram('hostwire', ['collector', 'run', '--data', restored.dataDir]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/was not finished. Run it again/)]);
  expect(await runProgram('hostwire', restore)).toMatchObject({ code: 0 });
  await restored.start(ports);
  await agent.seen(restored, since);
  await waitFor('audit finds nothing', 60_000, async () => {
    const { epochs } = await restored.json<Audit>(['audit']).catch(() => ({ epochs: [] }));
    return (
      epochs.length > 0 && epochs.every(({ missing, repeated }) => missing.length + repeated.length === 0)
    );
  });
});

test('a copy that is killed goes on, and comes back the same', async () => {
  await agent.program.terminate();
  const count = await samplesOf(restored);
  const database = 'hostwire';
  server = new EmbeddedClickHouse({
    dataDir: join(folder, 'server'),
    httpPort: 0,
    tcpPort: 0,
    accounts: [{ name: 'writer', access: 'write', database }],
  });
  const { httpUrl } = await server.start();
  const url = new URL(httpUrl);
  [url.username, url.password] = ['writer', server.credentials('writer').password];
  const there = ['storage', 'copy', '--to', url.href, '--data', restored.dataDir];
  expect(await runProgram('hostwire', [...there, '--json'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/"isFinal": false/),
  });
  await restored.stop();
  await killed(there, () => existsSync(join(restored.dataDir, 'clickhouse', 'store', 'status')));
  const { code, stdout, stderr } = await runProgram('hostwire', [...there, '--json']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(JSON.parse(stdout)).toMatchObject({ isFinal: true });

  const back = new Stack(join(folder, 'back'), { command });
  const home = ['storage', 'copy', '--from', url.href, '--data', back.dataDir];
  await killed(home, () => existsSync(join(back.dataDir, 'unfinished.json')));
  expect(await runProgram('hostwire', home)).toMatchObject({ code: 0 });
  await back.start();
  expect(await samplesOf(back)).toBeGreaterThanOrEqual(count);
  expect(await back.stop()).toBe(0);
});
