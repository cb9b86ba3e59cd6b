import { describe, expect, test } from '@jest/globals';
import type { CollectorFrame, Credit, GoAwayReason, Welcome } from '@hostwire/protocol';
import fc from 'fast-check';
import { transition } from './session.ts';
import {
  initialState,
  uplinkLimits,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from './session-state.ts';

const frameBytes = 100;

function welcomeOf(nextSeq: number, credit: Credit = { batches: 4, bytes: 10_000 }): Welcome {
  const settings = { version: 1, intervalMs: 1000, flushMs: 2000 };
  return {
    type: 'welcome',
    nextSeq,
    credit,
    maxBatchBytes: 1,
    maxBatchSamples: 1,
    serverMs: 1,
    generation: 1,
    settings,
    nextPin: '',
  };
}

/** Runs events; `fetch` is answered from a spool that has sealed the numbers up to `sealedSeq`. */
class Session {
  state: UplinkState;
  sealedSeq: number;
  monoMs = 0;
  random = 0.5;
  isRolloverDue = false;
  readonly effects: UplinkEffect[] = [];

  constructor({ ackedSeq = 0, sealedSeq = 10 } = {}) {
    this.state = initialState(ackedSeq, sealedSeq);
    this.sealedSeq = sealedSeq;
  }

  /** The effects of this event. */
  handle(event: UplinkEvent): UplinkEffect[] {
    const from = this.effects.length;
    const events = [event];
    for (let next = events.shift(); next !== undefined; next = events.shift()) {
      const { state, effects } = transition(this.state, next, {
        monoMs: this.monoMs,
        random: () => this.random,
        isRolloverDue: () => this.isRolloverDue,
      });
      this.state = state;
      this.effects.push(...effects);
      for (const effect of effects) {
        if (effect.type === 'fetch') events.push({ type: 'fetched', frame: this.#read(effect.seq) });
        if (effect.type === 'beginEpoch') this.sealedSeq -= effect.fromSeq - 1;
      }
    }
    return this.effects.slice(from);
  }

  frame(frame: CollectorFrame): UplinkEffect[] {
    return this.handle({ type: 'frame', frame });
  }

  open(nextSeq: number, credit?: Credit): UplinkEffect[] {
    this.handle({ type: 'start' });
    this.handle({ type: 'connected' });
    return this.frame(welcomeOf(nextSeq, credit));
  }

  #read(seq: number) {
    return seq > this.sealedSeq
      ? undefined
      : { firstSeq: seq, lastSeq: seq, bytes: new Uint8Array(frameBytes) };
  }
}

const sent = (effects: readonly UplinkEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? effect.frame.firstSeq : []));
const delayOf = (effects: readonly UplinkEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'setTimer' && effect.timer === 'retry' ? effect.delayMs : []));
const has = (effects: readonly UplinkEffect[], type: UplinkEffect['type']) =>
  effects.some((effect) => effect.type === type);

describe('a session', () => {
  test('says Hello, sends within the credit, goes on with each acknowledgement', () => {
    const session = new Session();
    session.handle({ type: 'start' });
    expect(has(session.handle({ type: 'connected' }), 'sendHello')).toBe(true);
    expect(sent(session.frame(welcomeOf(1, { batches: 3, bytes: 10_000 })))).toEqual([1, 2, 3]);
    const effects = session.frame({ type: 'ack', committedSeq: 2, credit: { batches: 3, bytes: 10_000 } });
    expect(effects).toContainEqual({ type: 'acknowledge', seq: 2 });
    expect(sent(effects)).toEqual([4, 5]);
  });

  test('holds a frame that the credit in bytes does not cover, but sends one when nothing is under way', () => {
    const session = new Session();
    expect(sent(session.open(1, { batches: 9, bytes: 250 }))).toEqual([1, 2]);
    expect(sent(session.frame({ type: 'ack', committedSeq: 1, credit: { batches: 9, bytes: 250 } }))).toEqual(
      [3],
    );
    expect(sent(session.frame({ type: 'ack', committedSeq: 3, credit: { batches: 9, bytes: 10 } }))).toEqual([
      4,
    ]);
    expect(sent(session.frame({ type: 'ack', committedSeq: 4, credit: { batches: 0, bytes: 10 } }))).toEqual(
      [],
    );
  });

  test('sends what is sealed later', () => {
    const session = new Session({ sealedSeq: 0 });
    session.open(1);
    session.sealedSeq = 1;
    expect(sent(session.handle({ type: 'sealed' }))).toEqual([1]);
    expect(sent(session.handle({ type: 'sealed' }))).toEqual([]);
  });

  test('an old acknowledgement again changes nothing', () => {
    const session = new Session();
    session.open(1);
    session.frame({ type: 'ack', committedSeq: 3, credit: { batches: 4, bytes: 10_000 } });
    const before = session.state;
    const effects = session.frame({ type: 'ack', committedSeq: 2, credit: { batches: 4, bytes: 10_000 } });
    expect(has(effects, 'acknowledge')).toBe(false);
    expect(session.state).toEqual(before);
  });

  test('an acknowledgement of what was never sent counts for what was', () => {
    const session = new Session();
    session.open(1);
    expect(session.frame({ type: 'ack', committedSeq: 99, credit: { batches: 0, bytes: 0 } })).toContainEqual(
      { type: 'acknowledge', seq: 10 },
    );
  });

  test('Resume sends again from there', () => {
    const session = new Session();
    session.open(1);
    const effects = session.frame({ type: 'resume', nextSeq: 2 });
    expect(sent(effects)).toEqual([2, 3, 4]);
    expect(has(effects, 'rewind')).toBe(false);
  });

  test('a Welcome behind what was acknowledged rewinds; one ahead acknowledges', () => {
    expect(new Session({ ackedSeq: 5 }).open(3)).toContainEqual({ type: 'rewind', seq: 2 });
    const ahead = new Session({ ackedSeq: 5 }).open(9);
    expect(ahead).toContainEqual({ type: 'acknowledge', seq: 8 });
    expect(sent(ahead)).toEqual([9, 10]);
  });

  test('a Welcome beyond everything that may ever have been sent begins a new epoch', () => {
    const session = new Session({ sealedSeq: 4 });
    session.sealedSeq = 6; // sealed by this process, never sent
    const effects = session.open(6);
    expect(effects).toContainEqual({ type: 'beginEpoch', fromSeq: 5 });
    expect(session.state.phase).toBe('disconnected');
    session.handle({ type: 'timer', timer: 'retry' });
    session.handle({ type: 'connected' });
    expect(sent(session.frame(welcomeOf(1)))).toEqual([1, 2]);
  });

  test('a frame before Welcome, or none in time, ends it', () => {
    const session = new Session();
    session.handle({ type: 'start' });
    session.handle({ type: 'connected' });
    expect(
      has(session.frame({ type: 'ack', committedSeq: 0, credit: { batches: 1, bytes: 1 } }), 'hangUp'),
    ).toBe(true);
    session.handle({ type: 'timer', timer: 'retry' });
    session.handle({ type: 'connected' });
    expect(has(session.handle({ type: 'timer', timer: 'greeting' }), 'hangUp')).toBe(true);
  });

  test('is pinged when nothing came for a while, and dead after two pings without an answer', () => {
    const session = new Session();
    session.open(1);
    const { pingMs } = uplinkLimits;
    const pingTimer = (afterMs: number) => {
      session.monoMs += afterMs;
      return session.handle({ type: 'timer', timer: 'ping' });
    };
    session.monoMs += pingMs - 1_000;
    session.handle({ type: 'heard' });
    expect(pingTimer(1_000)).toEqual([{ type: 'setTimer', timer: 'ping', delayMs: pingMs - 1_000 }]);
    expect(has(pingTimer(pingMs - 1_000), 'sendPing')).toBe(true);
    session.handle({ type: 'heard' });
    expect(has(pingTimer(pingMs), 'sendPing')).toBe(true);
    expect(has(pingTimer(pingMs), 'sendPing')).toBe(true);
    expect(has(pingTimer(pingMs), 'hangUp')).toBe(true);
  });

  test('a refused batch is filed', () => {
    const session = new Session();
    session.open(1);
    const effects = session.frame({ type: 'nack', seq: 2, code: 'poison', detail: 'x' });
    expect(effects).toEqual([{ type: 'fileDeadLetter', seq: 2, code: 'poison', detail: 'x' }]);
  });
});

describe('waiting for the next attempt', () => {
  test('stays within ten seconds while nobody is there, and after a session that broke', () => {
    const session = new Session();
    session.random = 0.999999;
    session.handle({ type: 'start' });
    const delays = Array.from({ length: 9 }, () => {
      const [delayMs] = delayOf(session.handle({ type: 'failed', rejection: undefined, reached: false }));
      session.handle({ type: 'timer', timer: 'retry' });
      return Math.round(delayMs! / 500) * 500;
    });
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
    session.handle({ type: 'connected' });
    session.frame(welcomeOf(1));
    expect(delayOf(session.handle({ type: 'disconnected' }))[0]).toBeLessThan(10_000);
  });

  test('doubles up to a minute, and starts anew after a good session', () => {
    const session = new Session();
    session.random = 0.999999;
    session.handle({ type: 'start' });
    const delays = Array.from({ length: 10 }, () => {
      const [delayMs] = delayOf(session.handle({ type: 'failed', rejection: undefined, reached: true }));
      session.handle({ type: 'timer', timer: 'retry' });
      return Math.round((delayMs! + 1) / 500) * 500;
    });
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    session.handle({ type: 'connected' });
    session.frame(welcomeOf(1));
    session.monoMs += uplinkLimits.goodSessionMs;
    expect(delayOf(session.handle({ type: 'disconnected' }))[0]).toBeLessThan(500);
  });

  const away = (reason: GoAwayReason, [retryMinMs, retryMaxMs] = [0, 0]) => {
    const session = new Session();
    session.open(1);
    return delayOf(session.frame({ type: 'go_away', reason, retryMinMs, retryMaxMs, detail: '' }))[0]!;
  };

  test('revoked and clone: not within ten minutes', () => {
    expect(away('revoked')).toBeGreaterThanOrEqual(600_000);
    expect(away('clone')).toBeGreaterThanOrEqual(600_000);
  });

  test('a restart says how long to wait', () => {
    expect(away('restart', [2000, 4000])).toBe(3000);
  });

  test('taken over: not at once', () => {
    expect(away('taken_over')).toBeGreaterThanOrEqual(10_000);
  });

  test('refused at login: seconds at first, ten minutes at most', () => {
    const session = new Session();
    session.random = 0.999999;
    session.handle({ type: 'start' });
    const delays = Array.from({ length: 12 }, () => {
      const [delayMs] = delayOf(session.handle({ type: 'failed', rejection: 'refused', reached: true }));
      session.handle({ type: 'timer', timer: 'retry' });
      return delayMs!;
    });
    expect(delays[0]).toBeGreaterThanOrEqual(5000);
    expect(delays[0]).toBeLessThan(11_000);
    expect(delays.at(-1)).toBeGreaterThan(595_000);
    expect(delays.at(-1)).toBeLessThanOrEqual(600_000);
    expect(session.state.rejection).toBe('refused');
  });
});

test('a refusal may become a revocation, never the other way round', () => {
  const session = new Session();
  session.handle({ type: 'start' });
  const rejectionAfter = (rejection: 'refused' | 'revoked' | undefined) => {
    session.handle({ type: 'failed', rejection, reached: true });
    session.handle({ type: 'timer', timer: 'retry' });
    return session.state.rejection;
  };
  expect(rejectionAfter('refused')).toBe('refused');
  expect(rejectionAfter(undefined)).toBe('refused');
  expect(rejectionAfter('revoked')).toBe('revoked');
  expect(rejectionAfter('refused')).toBe('revoked');
});

describe('stopping', () => {
  test('sends what the credit allows and leaves when all is acknowledged', () => {
    const session = new Session({ sealedSeq: 2 });
    session.open(1);
    session.sealedSeq = 3;
    expect(sent(session.handle({ type: 'stop' }))).toEqual([3]);
    expect(session.state.phase).toBe('draining');
    session.frame({ type: 'ack', committedSeq: 2, credit: { batches: 4, bytes: 10_000 } });
    expect(session.state.phase).toBe('draining');
    expect(
      has(session.frame({ type: 'ack', committedSeq: 3, credit: { batches: 4, bytes: 10_000 } }), 'finished'),
    ).toBe(true);
  });

  test('leaves at the deadline, when the connection breaks, and at once without one', () => {
    const late = new Session();
    late.open(1);
    late.handle({ type: 'stop' });
    expect(has(late.handle({ type: 'timer', timer: 'drain' }), 'finished')).toBe(true);
    const broken = new Session();
    broken.open(1);
    broken.handle({ type: 'stop' });
    expect(has(broken.handle({ type: 'disconnected' }), 'finished')).toBe(true);
    expect(has(new Session().handle({ type: 'stop' }), 'finished')).toBe(true);
  });
});

test('whatever happens: one connection at a time, frames in order, never beyond the credit', () => {
  const credit = fc.record({ batches: fc.nat(6), bytes: fc.nat(800) });
  const seq = fc.nat(40);
  const event: fc.Arbitrary<UplinkEvent> = fc.oneof(
    fc.constantFrom<UplinkEvent>(
      { type: 'connected' },
      { type: 'heard' },
      { type: 'sealed' },
      { type: 'disconnected' },
    ),
    fc.record({
      type: fc.constant('failed' as const),
      rejection: fc.constantFrom('refused' as const, 'revoked' as const, undefined),
      reached: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('timer' as const),
      timer: fc.constantFrom('retry' as const, 'connect' as const, 'greeting' as const, 'ping' as const),
    }),
    fc.record({
      type: fc.constant('frame' as const),
      frame: fc.tuple(seq, credit).map(([nextSeq, each]) => welcomeOf(nextSeq + 1, each)),
    }),
    fc.record({
      type: fc.constant('frame' as const),
      frame: fc.record({ type: fc.constant('ack' as const), committedSeq: seq, credit }),
    }),
    fc.record({
      type: fc.constant('frame' as const),
      frame: fc.record({ type: fc.constant('resume' as const), nextSeq: seq }),
    }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      const session = new Session({ sealedSeq: 30 });
      session.handle({ type: 'start' });
      let connections = 1;
      for (const each of events) {
        const before = session.state;
        const effects = session.handle(each);
        for (const effect of effects) {
          if (effect.type === 'dial') connections++;
          if (effect.type === 'hangUp') connections--;
          expect(connections).toBeGreaterThanOrEqual(0);
          expect(connections).toBeLessThanOrEqual(1);
        }
        const { underWay, committedSeq, nextSeq, phase } = session.state;
        const numbers = sent(effects);
        expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
        if (numbers.length > 0) {
          expect(phase).toBe('open');
          expect(underWay.length).toBeLessThanOrEqual(session.state.credit.batches);
          if (underWay.length > 1)
            expect(underWay.length * frameBytes).toBeLessThanOrEqual(session.state.credit.bytes);
        }
        if (each.type !== 'frame' || each.frame.type === 'ack')
          expect(committedSeq).toBeGreaterThanOrEqual(before.committedSeq);
        expect(nextSeq).toBeGreaterThan(committedSeq);
      }
    }),
    { numRuns: 500 },
  );
});

describe('rollover', () => {
  const batches = 4;
  const due = (welcomed: number) => {
    const session = new Session({ sealedSeq: 10 });
    for (const type of ['start', 'connected'] as const) session.handle({ type });
    session.isRolloverDue = true;
    return session.frame(welcomeOf(welcomed, { batches, bytes: 10_000 })).map(({ type }) => type);
  };

  test('when it is due, it is asked for and nothing of the backlog is sent', () => {
    const types = due(3);
    expect(types).toContain('rollOver');
    expect(types).toContain('acknowledge');
    expect(types).not.toContain('fetch');
  });

  test('without credit for more it is not asked for: the collector takes nothing', () => {
    const session = new Session({ sealedSeq: 10 });
    for (const type of ['start', 'connected'] as const) session.handle({ type });
    session.isRolloverDue = true;
    const effects = session.frame(welcomeOf(3, { batches: 0, bytes: 0 }));
    expect(effects.map(({ type }) => type)).not.toContain('rollOver');
  });
});
