import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeFrame, type CollectorFrame, type Frame, type Settings } from '@hostwire/protocol';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { Intake } from '../intake/intake.ts';
import { SequenceTable } from '../intake/sequence-table.ts';
import { noMark, Sequence } from '../intake/sequence.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { sessionLimits } from './gateway-limits.ts';
import { IdentityTable } from './identity-table.ts';
import type { Peer } from './peer.ts';
import { SessionTable } from './session-table.ts';
import { Session } from './session.ts';

const agent = {
  agentId: '00000000-0000-4000-8000-000000000001',
  host: 'web1',
  displayName: 'web1',
  publicKey: 'aa'.repeat(32),
  machineHash: 'bb'.repeat(32),
  tokenId: 'cc'.repeat(8),
  labels: {},
  enrolledMs: 0,
  revokedMs: null,
  deletedMs: null,
  renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
  version: 1,
};

class FakePeer implements Peer {
  readonly sent: CollectorFrame[] = [];
  unsentBytes = 0;
  pings: string[] = [];
  end: 'closed' | 'terminated' | undefined;

  send(frame: CollectorFrame): void {
    this.sent.push(frame);
  }

  ping(payload = ''): void {
    this.pings.push(payload);
  }

  close(): void {
    this.end ??= 'closed';
  }

  terminate(): void {
    this.end = 'terminated';
  }
}

let clock: ManualClock;
let table: SequenceTable;
let sessions: SessionTable;
let clones: string[];
let stalled: boolean;
let opening: Promise<void>;
let intake: Intake;
let identities: IdentityTable;
let spool: TestSpool;
let settings: Settings;

beforeEach(() => {
  clock = new ManualClock();
  clock.ms = Date.now();
  table = new SequenceTable();
  sessions = new SessionTable({ clock, loginsPerSecond: 1 });
  identities = new IdentityTable({
    store: { read: async () => [], write: async () => undefined },
    logger: silentLogger,
    clock,
    clones: 'lock',
    onClone: (_agent, { detail }) => clones.push(detail),
  });
  clones = [];
  stalled = false;
  opening = Promise.resolve();
  intake = new Intake({ table, clock, queueBytes: 10_000, onQueued: () => undefined });
  spool = new TestSpool();
  settings = { version: 1, intervalMs: 1_000, flushMs: 5_000 };
});

function start(): { session: Session; peer: FakePeer } {
  const peer = new FakePeer();
  const session = new Session({
    agent,
    address: '192.0.2.1',
    peer,
    intake,
    sessions,
    identities,
    settings: { of: () => settings },
    nextPin: () => 'c3'.repeat(32),
    keyExchange: { received: () => undefined },
    clock,
    logger: silentLogger,
    onReport: () => undefined,
    onClone: (_agent, { detail }) => clones.push(detail),
    committer: {
      get isStalled() {
        return stalled;
      },
      open: async (owner, { isWanted }) => {
        await opening;
        const known = table.get(`${owner.agentId}/${owner.epoch}`);
        if (known !== undefined || !isWanted()) return known;
        const sequence = new Sequence(owner, noMark);
        table.add(sequence);
        return sequence;
      },
    },
  });
  sessions.add(session);
  return { session, peer };
}

const send = (session: Session, ...frames: Frame[]) => {
  for (const frame of frames) session.receive(encodeFrame(frame), { isBinary: true });
};

async function open(hello = spool.hello()) {
  const started = start();
  send(started.session, hello);
  await opening;
  await new Promise((resolve) => setImmediate(resolve));
  return started;
}

const typesOf = ({ sent }: FakePeer) => sent.map(({ type }) => type);

describe('Session', () => {
  test('Hello has to come in time', () => {
    const { session, peer } = start();
    clock.ms += sessionLimits.helloMs;
    session.tick();
    expect(peer.end).toBeUndefined();
    clock.ms += 1;
    session.tick();
    expect(peer.sent).toMatchObject([{ type: 'go_away', reason: 'protocol' }]);
    expect(peer.end).toBe('closed');
  });

  test('tells in its Welcome which key will follow', async () => {
    const { peer } = await open();
    expect(peer.sent[0]).toMatchObject({ type: 'welcome', nextPin: 'c3'.repeat(32) });
  });

  test('knows how far the clock of the host is ahead, from its Hello and then from its batches', async () => {
    const { session } = start();
    expect(session.clockOffsetMs).toBeUndefined();
    send(session, spool.hello({ wallMs: clock.nowMs() - 5_000 }));
    expect(session.clockOffsetMs).toBe(-5_000);
    await new Promise((resolve) => setImmediate(resolve));
    send(session, { ...spool.batch(), createdMs: clock.nowMs() + 700 });
    expect(session.clockOffsetMs).toBe(700);
  });

  test('a Hello that arrives late, on a connection that a newer one has replaced, changes nothing', async () => {
    const outdated = start();
    const { session, peer } = await open({ ...spool.hello(), generation: 3 });
    send(outdated.session, { ...spool.hello(), generation: 2 });
    expect(outdated.peer.sent).toMatchObject([{ type: 'go_away', reason: 'taken_over' }]);
    expect(sessions.find(agent.agentId)).toBe(session);
    expect(typesOf(peer)).toEqual(['welcome']);
    session.closed();
    const late = start();
    await open({ ...spool.hello(), generation: 4 });
    send(late.session, { ...spool.hello(), generation: 1 });
    expect(clones).toEqual([]);
  });

  test('a database that does not answer keeps Welcome back, for a while', async () => {
    opening = new Promise(() => undefined);
    const { session, peer } = start();
    send(session, spool.hello());
    clock.ms += sessionLimits.welcomeMs;
    session.tick();
    expect(peer.sent).toEqual([]);
    clock.ms += 1;
    session.tick();
    expect(peer.sent).toMatchObject([{ type: 'go_away', reason: 'overload' }]);
  });

  test('is dead after two pings without an answer, alive with one', async () => {
    const { session, peer } = await open();
    for (let i = 0; i < 10; i++) {
      clock.ms += sessionLimits.pingMs;
      session.tick();
      session.pong();
    }
    expect(peer.pings).toHaveLength(10);
    expect(peer.end).toBeUndefined();
    for (let i = 0; i < 3; i++) {
      clock.ms += sessionLimits.pingMs;
      session.tick();
    }
    expect(peer.pings).toHaveLength(12);
    expect(peer.end).toBe('terminated');
  });

  test('who sends is not pinged', async () => {
    const { session, peer } = await open();
    for (let i = 0; i < 10; i++) {
      clock.ms += sessionLimits.pingMs - 1;
      session.tick();
      send(session, spool.batch());
    }
    expect(peer).toMatchObject({ pings: [], end: undefined });
    clock.ms += sessionLimits.pingMs;
    session.tick();
    expect(peer.pings).toHaveLength(1);
  });

  test('who does not read is cut', async () => {
    const { session, peer } = await open();
    peer.unsentBytes = sessionLimits.maxUnsentBytes + 1;
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(peer.end).toBe('terminated');
    expect(sessions.connected).toBe(0);
  });

  test('too many frames end the session', async () => {
    const { session, peer } = await open();
    const batch = spool.batch();
    for (let i = 0; i <= sessionLimits.frames.burst; i++) send(session, batch);
    expect(peer.sent.at(-1)).toMatchObject({ type: 'go_away', reason: 'overload' });
  });

  test('what does not fit is asked for again when there is room', async () => {
    const { session, peer } = await open();
    send(session, ...spool.batches(100));
    const sequence = table.get(`${agent.agentId}/${spool.epoch}`)!;
    const taken = sequence.tail.seq;
    expect(taken).toBeLessThan(100);
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(typesOf(peer)).toEqual(['welcome']);
    while (sequence.waiting.length > 0) table.settle(table.take(sequence));
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(peer.sent.slice(1)).toMatchObject([
      { type: 'ack', committedSeq: taken },
      { type: 'resume', nextSeq: taken + 1 },
    ]);
  });

  test('credit that was withheld is given as soon as commits go on', async () => {
    stalled = true;
    const { session, peer } = await open();
    expect(peer.sent).toMatchObject([{ type: 'welcome', credit: { batches: 0, bytes: 0 } }]);
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(typesOf(peer)).toEqual(['welcome']);
    sessions.resumed(); // but it is not
    expect(typesOf(peer)).toEqual(['welcome']);
    stalled = false;
    sessions.resumed();
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(typesOf(peer)).toEqual(['welcome', 'ack']);
    expect(peer.sent[1]).toMatchObject({ committedSeq: 0, credit: { batches: 16 } });
  });

  test('credit that is not used is taken back when nothing is committed for a while', async () => {
    const { session, peer } = await open();
    send(session, spool.batch());
    stalled = true;
    sessions.stalled();
    expect(peer.sent.slice(1)).toMatchObject([{ type: 'ack', committedSeq: 0, credit: { batches: 1 } }]);
    stalled = false;
    sessions.resumed();
    expect(peer.sent[2]).toMatchObject({ type: 'ack', committedSeq: 0, credit: { batches: 16 } });
  });

  test.each([true, false])(
    'a session that was taken over while it was opened gets no Welcome (known: %s)',
    async (isKnown) => {
      if (isKnown)
        table.add(new Sequence({ agentId: agent.agentId, host: 'web1', epoch: spool.epoch }, noMark));
      let answer = (): void => undefined;
      opening = new Promise((resolve) => (answer = resolve));
      const first = start();
      send(first.session, spool.hello());
      const second = start();
      send(second.session, spool.hello());
      clock.ms += sessionLimits.probeMs + 1;
      second.session.tick();
      answer();
      await new Promise((resolve) => setImmediate(resolve));
      expect(first.peer.sent).toMatchObject([{ type: 'go_away', reason: 'taken_over' }]);
      expect(typesOf(second.peer)).toEqual(['welcome']);
    },
  );

  describe('when another machine says Hello while the agent is connected', () => {
    const otherHello = () => spool.hello({ bootId: 'another boot' });
    const isConnected = (session: Session) => sessions.find(agent.agentId) === session;

    test('it is kept out once the connected one answers its probe', async () => {
      const { session, peer } = await open();
      const other = start();
      send(other.session, otherHello());
      expect(other.peer.sent).toEqual([]);
      session.pong('not that probe');
      expect(other.peer.sent).toEqual([]);
      session.pong(peer.pings.at(-1));
      expect(other.peer.sent).toMatchObject([{ type: 'go_away', reason: 'clone' }]);
      expect(isConnected(session)).toBe(true);
      expect(clones).toEqual([expect.stringContaining('another machine')]);
    });

    test('it takes over when the connected one does not answer, as after a reboot', async () => {
      const { session, peer } = await open();
      const other = start();
      send(other.session, otherHello());
      clock.ms += sessionLimits.probeMs;
      other.session.tick();
      expect(other.peer.sent).toEqual([]);
      clock.ms += 1;
      other.session.tick();
      await new Promise((resolve) => setImmediate(resolve));
      expect(typesOf(other.peer)).toEqual(['welcome']);
      expect(peer.sent.at(-1)).toMatchObject({ type: 'go_away', reason: 'taken_over' });
      session.pong(peer.pings.at(-1));
      expect(isConnected(other.session)).toBe(true);
      expect(clones).toEqual([]);
    });

    test('what it sends meanwhile is not taken in', async () => {
      await open();
      const other = start();
      send(other.session, otherHello(), spool.batch());
      expect(other.peer.sent).toMatchObject([{ type: 'go_away', reason: 'protocol' }]);
      expect(table.pendingBatches).toBe(0);
    });
  });

  test('an agent that knows less than is committed is reported, and told where to go on', async () => {
    table.add(
      new Sequence(
        { agentId: agent.agentId, host: 'web1', epoch: spool.epoch },
        { seq: 7, hash: 'ab'.repeat(8) },
      ),
    );
    const { peer } = await open(spool.hello({ lastSeq: 3 }));
    expect(peer.sent).toMatchObject([{ type: 'welcome', nextSeq: 8 }]);
    expect(clones.length).toBe(1);
  });

  test('an agent whose last batch is another than the committed one is cut as a clone', async () => {
    table.add(
      new Sequence(
        { agentId: agent.agentId, host: 'web1', epoch: spool.epoch },
        { seq: 7, hash: 'ab'.repeat(8) },
      ),
    );
    const { peer } = await open(spool.hello({ lastSeq: 9, firstUnacked: 8, prevHash: 'cd'.repeat(8) }));
    expect(peer.sent).toMatchObject([{ type: 'go_away', reason: 'clone' }]);
  });

  test('settings come with Welcome, and once more when they change', async () => {
    const { session, peer } = await open();
    expect(peer.sent).toMatchObject([{ type: 'welcome', settings }]);
    clock.ms += sessionLimits.tickMs;
    session.tick();
    settings = { ...settings, version: 2, flushMs: 1_000 };
    clock.ms += sessionLimits.tickMs;
    session.tick();
    clock.ms += sessionLimits.tickMs;
    session.tick();
    expect(peer.sent.slice(1)).toEqual([{ type: 'settings', settings }]);
  });

  test('after the end nothing that arrives is heard', async () => {
    const { session, peer } = await open();
    session.dismiss('restart', 'test');
    send(session, spool.batch());
    session.receive(Buffer.from([0xff]), { isBinary: true });
    clock.ms += 1e9;
    session.tick();
    expect(typesOf(peer)).toEqual(['welcome', 'go_away']);
    expect(table.pendingBatches).toBe(0);
  });
});
