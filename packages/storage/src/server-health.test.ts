import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { UnresponsiveError, ServerHealth } from './server-health.ts';

const limits = { suspectMs: 20, graceMs: 20, probeMs: 60, pauseMs: 1, silenceMs: 100, returnMs: 40 };
const never = new Promise<never>(() => undefined);

/** A server that answers no probe before it is told to. */
class StillServer {
  asked = 0;
  #answer: (answer: boolean) => void = () => undefined;
  readonly health = new ServerHealth({ limits, ask: (signal) => this.#probeOnce(signal) });

  goOn(answer = true): void {
    this.#answer(answer);
  }

  /** A request that is never answered, given up when the server is unresponsive. */
  silent(): Promise<void> {
    return this.health.watch((signal) => delay(1_000_000, undefined, { signal }));
  }

  #probeOnce(signal: AbortSignal): Promise<boolean | undefined> {
    this.asked++;
    return new Promise((resolve) => {
      this.#answer = resolve;
      signal.addEventListener('abort', () => resolve(undefined));
    });
  }
}

describe('a server that stands still', () => {
  test('what waits for it is given up, and what comes fails at once', async () => {
    const server = new StillServer();
    await expect(server.silent()).rejects.toThrow(UnresponsiveError);
    await expect(server.health.watch(() => never)).rejects.toThrow(
      'it takes connections and has not answered for 0 s',
    );
    server.health.close();
  });

  test('is sent one probe at a time, and another only when that is old', async () => {
    const server = new StillServer();
    await Promise.allSettled(Array.from({ length: 20 }, () => server.silent()));
    expect(server.asked).toBe(1);
    await delay(2 * limits.probeMs);
    expect(server.asked).toBeGreaterThan(1);
    expect(server.asked).toBeLessThanOrEqual(4);
    server.health.close();
  });

  test('whoever waits for it goes on with its answer', async () => {
    const server = new StillServer();
    await expect(server.silent()).rejects.toThrow(UnresponsiveError);
    await expect(server.health.untilResponsive(1)).rejects.toThrow(UnresponsiveError);
    const back = server.health.untilResponsive(10_000);
    server.goOn();
    await back;
    expect(await server.health.watch(async () => 'answer')).toBe('answer');
  });

  test('that ends instead: requests are made, and fail by themselves', async () => {
    const server = new StillServer();
    await expect(server.silent()).rejects.toThrow(UnresponsiveError);
    server.goOn(false);
    await server.health.untilResponsive(10_000);
    await expect(server.health.watch(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});

test('a long request of a server that answers probes goes on', async () => {
  let asked = 0;
  const health = new ServerHealth({ limits, ask: async () => ++asked > 0 });
  const request = health.watch((signal) => delay(100, 'done', { signal }));
  expect(await request).toBe('done');
  expect(asked).toBeGreaterThan(1);
});

describe('an upload', () => {
  const silent = (health: ServerHealth) =>
    health.watchUpload((signal) => delay(1_000_000, undefined, { signal }));

  test('waits for as long as the server stands still, and is answered when it goes on', async () => {
    const server = new StillServer();
    const upload = server.health.watchUpload((signal) => delay(300, 'committed', { signal }));
    await delay(200);
    expect(() => server.health.require()).toThrow(UnresponsiveError);
    expect(await upload).toBe('committed');
    server.health.close();
  });

  test('without an answer is given up soon after the server went on', async () => {
    const server = new StillServer();
    const upload = silent(server.health);
    upload.catch(() => undefined);
    await delay(200);
    const answering = setInterval(() => server.goOn(), 1);
    await expect(upload).rejects.toThrow('aborted');
    clearInterval(answering);
    server.health.close();
  });

  test('is given up when the server answers others, but not this', async () => {
    let asked = 0;
    const health = new ServerHealth({ limits, ask: async () => ++asked > 0 });
    await expect(silent(health)).rejects.toThrow('aborted');
    expect(asked).toBe(limits.silenceMs / limits.suspectMs);
  });
});

test('a request that changes something is not given up', async () => {
  const server = new StillServer();
  const write = server.health.watch(() => delay(100, 'written'));
  expect(await write).toBe('written');
  server.health.close();
});
