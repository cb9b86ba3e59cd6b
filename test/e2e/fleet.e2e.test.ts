import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HttpReceiver } from '@hostwire/testing';
import { killLeftovers, runProgram } from '../harness/program.ts';
import { enrollArgs, SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { notificationsOf } from '../harness/notifications.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('fleet');
const webhook = new HttpReceiver();
let stack: Stack;
const second = new SecondAgent(folder, 'second');

interface AlertRow {
  readonly rule: string;
  readonly host: string;
  readonly state: string;
}

beforeAll(async () => {
  stack = new Stack(folder, { env: { HOSTWIRE_ALERTS_WEBHOOK_URL: (await webhook.start()).url } });
  await stack.start();
});

afterAll(async () => {
  await stack.stop();
  await webhook.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

const silentAlerts = async () => {
  const { alerts } = await stack.json<{ alerts: AlertRow[] }>(['alerts', 'list']);
  return alerts.filter((alert) => alert.rule === 'host_silent' && alert.host === 'second');
};

describe('a second host', () => {
  test('enrols with the printed line and appears', async () => {
    await second.enroll(stack);
    second.start();
    await second.seen(stack);
    const { agents } = await stack.json<{ agents: { host: string; connected: boolean }[] }>([
      'agents',
      'list',
    ]);
    expect(agents.find((agent) => agent.host === 'second')).toMatchObject({ connected: true });
    await waitFor('status shows an acknowledgement', 10_000, async () => {
      const status = await second.status();
      return status.state === 'open' && status.last_ack !== null && status.pid === second.program.pid;
    });
  });

  test('a used token is refused with a clear message', async () => {
    const created = await stack.json<{ enrollCommand: string }>(['token', 'create']);
    const args = enrollArgs(created);
    const first = await runProgram('hostwire-agent', [...args, '--state', `${folder}/third`]);
    expect(first).toMatchObject({ code: 0 });
    const again = await runProgram('hostwire-agent', [...args, '--state', `${folder}/fourth`]);
    expect(again.code).toBe(4);
    expect(again.stderr).toMatch(/token/i);
  });

  test('stopping it fires "host silent" once within 30 s: in the command and at the webhook; starting resolves it once', async () => {
    await second.program.terminate();
    const stoppedMs = Date.now();
    await waitFor('host_silent fires', 30_000, async () =>
      (await silentAlerts()).some((alert) => alert.state === 'firing'),
    );
    expect(Date.now() - stoppedMs).toBeLessThan(30_000);
    await waitFor(
      'the webhook hears of it',
      10_000,
      () => notificationsOf(webhook, { rule: 'host_silent', host: 'second', state: 'firing' }).length === 1,
    );
    second.start();
    await waitFor('host_silent resolves', 30_000, async () => (await silentAlerts()).length === 0);
    await waitFor(
      'the webhook hears of that',
      10_000,
      () => notificationsOf(webhook, { rule: 'host_silent', host: 'second', state: 'resolved' }).length === 1,
    );
    expect(notificationsOf(webhook, { rule: 'host_silent', host: 'second', state: 'firing' })).toHaveLength(
      1,
    );
  });

  test('revoking cuts it within a second, for good', async () => {
    expect(await stack.hostwire(['agents', 'revoke', 'second'])).toMatchObject({ code: 0 });
    await waitFor(`it is reported\n${second.program.stderr}`, 1_000, () =>
      second.program.stderr.includes('"code":"revoked"'),
    );
    await waitFor('its status tells', 30_000, async () => (await second.status()).state === 'revoked');
    const count = async () =>
      (
        await stack.query<{ n: number; last: number }>(
          `SELECT count() AS n FROM samples WHERE host = 'second'`,
        )
      )[0]!.n;
    const before = await count();
    await second.program.terminate();
    second.start();
    await waitFor('it is refused again', 10_000, async () => (await second.status()).state === 'revoked');
    expect(await count()).toBe(before);
    await second.program.terminate();
    const { agents } = await stack.json<{ agents: { host: string; connected: boolean; state: string }[] }>([
      'agents',
      'list',
    ]);
    expect(agents.find((agent) => agent.host === 'second')).toMatchObject({
      connected: false,
      state: 'revoked',
    });
  });

  test('deleting it takes it out of the lists, keeps what it measured, and its agent stays outside', async () => {
    const unsure = await stack.hostwire(['agents', 'delete', 'second']);
    expect(unsure).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    const deleted = await stack.hostwire(['agents', 'delete', 'second', '--yes']);
    expect(deleted).toMatchObject({ code: 0, stdout: expect.stringContaining('Its samples are kept') });
    const { agents } = await stack.json<{ agents: { host: string }[] }>(['agents', 'list']);
    expect(agents.map(({ host }) => host)).not.toContain('second');
    const kept = await stack.query<{ n: number }>("SELECT count() AS n FROM samples WHERE host = 'second'");
    expect(kept[0]!.n).toBeGreaterThan(0);
    second.start();
    await waitFor(
      'it is not known any more',
      10_000,
      async () => (await second.status()).state === 'refused',
    );
    await second.program.terminate();
  });
});
