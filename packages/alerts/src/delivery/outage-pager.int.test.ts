/** What people are told while ClickHouse, which holds the queue, is away; the pager keeps it in a file. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder, silentLogger } from '@hostwire/testing';
import type { Message, Outcome } from '../message/message.ts';
import { OutagePager } from './outage-pager.ts';

let folder: string;
let nowMs: number;
let sent: string[];
let ids: Set<string>;
/** What a channel makes of a message. */
let outcomes: Record<string, Outcome>;
let pager: OutagePager;

const done: Outcome = { result: 'done' };
const stalled = { stalledSinceMs: Date.UTC(2026, 0, 5, 12), reason: 'ClickHouse does not answer' };
const well = { stalledSinceMs: null, reason: '' };

function open(): OutagePager {
  const channels = ['chat', 'mail'].map((name) => ({
    name,
    type: 'webhook',
    channel: {
      notify: async (message: Message) => {
        const outcome = outcomes[name] ?? done;
        if (outcome.result === 'done') {
          sent.push(`${name} ${message.kind}`);
          ids.add(message.id);
        }
        return outcome;
      },
    },
  }));
  return new OutagePager({
    path: join(folder, 'outage.json'),
    clock: { nowMs: () => nowMs, monoMs: () => nowMs },
    logger: silentLogger,
    channels: () => channels,
    webUrl: () => 'http://hostwire:4680',
  });
}

async function checks(count: number, health: typeof stalled | typeof well): Promise<void> {
  for (let i = 0; i < count; i++) {
    nowMs += 5_000;
    pager.check(health);
    await pager.idle();
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-outage-'));
  nowMs = stalled.stalledSinceMs;
  [sent, ids, outcomes] = [[], new Set(), {}];
  pager = open();
});
afterEach(() => removeFolder(folder));

test('the begin and the end are told once to each channel; a short stall to nobody', async () => {
  await checks(5, stalled);
  await checks(1, well);
  expect(sent).toEqual([]);
  await checks(10, { ...stalled, stalledSinceMs: nowMs });
  expect(sent).toEqual(['chat firing', 'mail firing']);
  await checks(3, well);
  expect(sent).toEqual(['chat firing', 'mail firing', 'chat resolved', 'mail resolved']);
});

test('a restart neither forgets nor repeats', async () => {
  outcomes = { mail: { result: 'retry', why: 'away' } };
  await checks(8, stalled);
  expect(sent).toEqual(['chat firing']);
  pager = open(); // killed
  outcomes = {};
  await checks(8, { ...stalled, stalledSinceMs: nowMs });
  expect(sent).toEqual(['chat firing', 'mail firing']);
  outcomes = { chat: { result: 'retry', why: 'away' } };
  await checks(2, well);
  pager = open(); // killed while it tells the end
  outcomes = {};
  await checks(2, well);
  expect(sent).toEqual(['chat firing', 'mail firing', 'mail resolved', 'chat resolved']);
  expect(ids.size).toBe(2);
});

test('a process that stood still does not take its own pause for an outage', async () => {
  await checks(2, well);
  nowMs += 3_600_000;
  await checks(1, { ...stalled, stalledSinceMs: nowMs - 3_600_000 });
  await checks(5, well);
  expect(sent).toEqual([]);
});

test('an outage that comes while the end of the last one cannot be told is told', async () => {
  await checks(8, stalled);
  const away: Outcome = { result: 'retry', why: 'away' };
  outcomes = { chat: away, mail: away };
  await checks(2, well);
  await checks(10, { ...stalled, stalledSinceMs: nowMs });
  outcomes = {};
  await checks(1, { ...stalled, stalledSinceMs: nowMs - 50_000 });
  expect(sent).toEqual(['chat firing', 'mail firing', 'chat firing', 'mail firing']);
  expect(ids.size).toBe(2);
});
