import { afterEach, describe, expect, test } from '@jest/globals';
import { LiveStream } from './live-stream.ts';
import type { StreamState } from './live-stream.ts';

/** An endless answer that a test writes into. */
class FakeResponse {
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly response: Response;

  constructor(signal: AbortSignal) {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
    });
    signal.addEventListener('abort', () => this.#controller?.error(new Error('aborted')));
    this.response = new Response(body);
  }
  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }
  end(): void {
    this.#controller?.close();
  }
}

const started: LiveStream[] = [];
afterEach(() => started.splice(0).forEach((stream) => stream.stop()));

/** What is waited for happens in milliseconds; later than this it will not happen. */
const waitLimitMs = 5_000;

/** A stream whose connections, states and events a test can wait for. */
function observed(
  answer: (call: number, signal: AbortSignal) => Response | Promise<Response>,
  silenceLimitMs = 60_000,
) {
  const states: StreamState[] = [];
  const events: string[] = [];
  let calls = 0;
  let changed = (): void => undefined;
  const stream = new LiveStream({
    url: '/api/v1/live?fleet=1',
    onEvent: ({ event, data }) => {
      events.push(`${event}:${data}`);
      changed();
    },
    onState: (state) => {
      states.push(state);
      changed();
    },
    fetch: async (_url, init) => answer((calls += 1), init!.signal!),
    nowMs: () => 1000 + calls,
    random: () => 0.5,
    firstWaitMs: 1,
    silenceLimitMs,
  });
  started.push(stream);
  const until = async (condition: () => boolean): Promise<void> => {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
      changed();
    }, waitLimitMs);
    while (!condition() && !limit.signal.aborted) await new Promise<void>((resolve) => (changed = resolve));
    clearTimeout(timer);
    if (!condition()) throw new Error(`Not within ${waitLimitMs} ms; states: ${JSON.stringify(states)}`);
  };
  const phases = (): string[] => states.map(({ phase }) => phase);
  return { stream, states, phases, events, until, calls: () => calls };
}

describe('LiveStream', () => {
  test('gives events, and comes back after the answer ends', async () => {
    const answers: FakeResponse[] = [];
    const o = observed((_, signal) => {
      answers.push(new FakeResponse(signal));
      return answers.at(-1)!.response;
    });
    o.stream.start();
    await o.until(() => o.phases().includes('live'));
    answers[0]!.write('event: fleet\ndata: 1\n\n');
    await o.until(() => o.events.length === 1);
    answers[0]!.end();
    await o.until(() => o.phases().filter((phase) => phase === 'live').length === 2);
    o.stream.stop();
    expect(o.events).toEqual(['fleet:1']);
    expect(o.phases()).toEqual(['connecting', 'live', 'reconnecting', 'live', 'paused']);
  });

  test('while tries fail, the moment of the loss stays', async () => {
    const o = observed(() => Promise.reject(new TypeError('fetch failed')));
    o.stream.start();
    await o.until(() => o.calls() >= 4);
    o.stream.stop();
    const lost = o.states.filter((state) => state.phase === 'reconnecting');
    expect(lost.length).toBeGreaterThanOrEqual(3);
    expect(new Set(lost.map(({ sinceMs }) => sinceMs))).toEqual(new Set([1001]));
  });

  test('silence is an end', async () => {
    const o = observed((_, signal) => new FakeResponse(signal).response, 5);
    o.stream.start();
    await o.until(() => o.phases().includes('reconnecting'));
    o.stream.stop();
    expect(o.phases().slice(0, 3)).toEqual(['connecting', 'live', 'reconnecting']);
  });

  test('401 ends it; start() begins again', async () => {
    const o = observed((call, signal) =>
      call === 1 ? new Response('', { status: 401 }) : new FakeResponse(signal).response,
    );
    o.stream.start();
    await o.until(() => o.phases().includes('signed-out'));
    expect(o.calls()).toBe(1);
    o.stream.start();
    await o.until(() => o.phases().includes('live'));
    o.stream.stop();
  });

  test('a 503 is tried again', async () => {
    const o = observed((call, signal) =>
      call < 3 ? new Response('', { status: 503 }) : new FakeResponse(signal).response,
    );
    o.stream.start();
    await o.until(() => o.phases().includes('live'));
    o.stream.stop();
    expect(o.calls()).toBe(3);
  });

  test('after stop() nothing is reported', async () => {
    let answer: FakeResponse | undefined;
    const o = observed((_, signal) => (answer = new FakeResponse(signal)).response);
    o.stream.start();
    await o.until(() => o.phases().includes('live'));
    o.stream.stop();
    o.stream.stop();
    expect(() => answer!.write('data: late\n\n')).toThrow();
    expect(o.phases()).toEqual(['connecting', 'live', 'paused']);
    expect(o.events).toEqual([]);
  });
});
