/**
 * A real agent on a host that is in trouble: a mount and files of /proc whose server answers nothing, a mount that counts its
 * blocks in another size than it reads, 200 interfaces of which some vanish. Samples come every second, and what is wrong is in
 * the data and in `hostwire-agent status`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Namespace } from '../chaos/namespace.ts';
import { DeadServers } from '../harness/dead-servers.ts';
import { FuseVolume } from '../harness/fuse-volume.ts';
import { killLeftovers, runProgram } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const missing = DeadServers.missing() ?? Namespace.missing();
const onSuchAMachine = missing === undefined ? describe : describe.skip;

/** One of them is the way to the collector. */
const interfaces = 200;
const pairs = 100;
/** As virtiofs has it: reads of 1 MiB, blocks of 4 KiB. */
const volumeSizes = { bsize: 2 ** 20, frsize: 4096, blocks: 250_000, bfree: 100_000, bavail: 90_000 };

onSuchAMachine(`a host in trouble${missing === undefined ? '' : ` (${missing})`}`, () => {
  const folder = makeWorkFolder('hard-host');
  const stack = new Stack(folder, { args: ['--gateway-host', '0.0.0.0'], watched: true });
  const agent = new SecondAgent(folder, 'hard');
  const mount = join(folder, 'filer');
  const volume = join(folder, 'volume');
  let network: Namespace;
  let servers: DeadServers;
  let volumeServer: FuseVolume;

  beforeAll(async () => {
    mkdirSync(mount);
    mkdirSync(volume);
    network = Namespace.make();
    ip(Array.from({ length: pairs }, (_, i) => `link add eth${i} type veth peer name wan${i}`));
    servers = await DeadServers.over({ [mount]: 'folder', '/proc/loadavg': 'file' });
    volumeServer = FuseVolume.mount(volume, { ...volumeSizes, files: 1_000, ffree: 400 }, servers.within);
    await stack.start();
    await agent.enroll(stack);
    const port = stack.ports().gateway;
    agent.start(['--collector', `wss://${network.hostAddress}:${port}`], {
      within: [...network.within, ...servers.within],
    });
    await agent.seen(stack);
  });

  afterAll(async () => {
    volumeServer.remove();
    servers.remove();
    network.remove();
    await stack.stop();
    const left = await killLeftovers();
    removeWorkFolder(folder);
    expect(left).toEqual([]);
  });

  function ip(lines: readonly string[]): void {
    const [command, ...args] = [...network.within, 'ip', '-batch', '-'];
    const { status, stderr } = spawnSync(command, args, { input: lines.join('\n'), encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip: ${stderr}`);
  }

  const one = async <T>(sql: string) => (await stack.query<T>(sql))[0]!;
  const isTrue = async (condition: string, view: string) =>
    (await one<{ yes: number }>(`SELECT count() AS yes FROM ${view} WHERE host = 'hard' AND ${condition}`))
      .yes > 0;
  const statusText = async () =>
    (await runProgram('hostwire-agent', ['status', '--state', agent.stateDir])).stdout;

  test('a mount whose server is dead and a file of /proc that blocks are counted in the data', async () => {
    await waitFor(
      'both in one sample',
      30_000,
      () => isTrue('blocked_mounts = 1 AND issues >= 2', 'agent'), // one more where cgroups are of version 1
    );
    expect(await one(`SELECT countIf(tasks IS NOT NULL) AS read FROM load WHERE host = 'hard'`)).toEqual({
      read: 0,
    });
    expect(await isTrue(`mount = '/' AND used_pct > 0`, 'filesystem')).toBe(true);
  });

  test('a volume is as large as its blocks say, as df has it', async () => {
    const { frsize, blocks, bfree, bavail } = volumeSizes;
    await waitFor('the volume', 30_000, () => isTrue(`mount = '${volume}' AND size_bytes > 0`, 'filesystem'));
    expect(
      await one(
        `SELECT DISTINCT size_bytes, free_bytes, available_bytes, inodes_total, inodes_free
         FROM filesystem WHERE host = 'hard' AND mount = '${volume}'`,
      ),
    ).toEqual({
      ...{ size_bytes: blocks * frsize, free_bytes: bfree * frsize, available_bytes: bavail * frsize },
      ...{ inodes_total: 1_000, inodes_free: 400 },
    });
  });

  test('each has a line in status that says what to look at', async () => {
    await waitFor('the lines', 30_000, async () => {
      const text = await statusText();
      return (
        text.includes(`not read   filesystem ${mount}: `) && text.includes('not read   load: /proc/loadavg')
      );
    });
  });

  test('each is a row of the view issue, by group and device', async () => {
    const named = `device = '${mount}' AND code = 'MOUNT_HUNG'`;
    await waitFor('the mount', 30_000, () => isTrue(`group = 'filesystem' AND ${named}`, 'issue'));
    await waitFor('the file of /proc', 30_000, () => isTrue(`group = 'load' AND device = ''`, 'issue'));
  });

  test('all interfaces are there; those that vanish between two reads take nothing with them', async () => {
    const counted = async () =>
      (
        await one<{ n: number }>(
          `SELECT count() AS n FROM network WHERE host = 'hard' AND ts = (SELECT max(ts) FROM network WHERE host = 'hard')`,
        )
      ).n;
    await waitFor('200 interfaces', 20_000, async () => (await counted()) > interfaces);
    ip(Array.from({ length: 10 }, (_, i) => `link delete eth${i}`));
    await waitFor('20 less', 20_000, async () => (await counted()) === interfaces + 1 - 20);
  });

  test('all the while a sample came every second', async () => {
    const sampled = () =>
      one<{ samples: number; longest: number; seconds: number }>(
        `SELECT count() AS samples, max(interval_ms) AS longest, sum(interval_ms) / 1000 AS seconds
         FROM cpu WHERE host = 'hard' AND user_ms IS NOT NULL`,
      );
    await waitFor('ten seconds', 30_000, async () => (await sampled()).seconds > 10);
    const { samples, longest, seconds } = await sampled();
    expect(samples).toBeGreaterThan(0.9 * seconds);
    expect(longest).toBeLessThan(3_000); // others have the cores, too
  });

  test('the agent leaves at SIGTERM, although threads of it still wait', async () => {
    await agent.program.terminate(10_000);
    expect(await agent.program.exited).toMatchObject({ signal: 'SIGKILL' }); // by its own hand: exit(3) would wait for them
    expect(await agent.status()).toMatchObject({ pid: null, state: 'stopped', spool: { batches: 0 } });
  });
});
