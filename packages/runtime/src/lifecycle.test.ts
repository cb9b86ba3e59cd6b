import { describe, expect, test } from '@jest/globals';
import { Lifecycle, type Component } from './lifecycle.ts';
import { createLogger } from './logger.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

/** Components that write what happens to them into `calls`. */
function recorder() {
  const calls: string[] = [];
  const component = (name: string, overrides: Partial<Component> = {}): Component => ({
    start: async () => {
      calls.push(`start ${name}`);
      await overrides.start?.();
    },
    stop: async () => {
      calls.push(`stop ${name}`);
      await overrides.stop?.();
    },
  });
  return { calls, component };
}

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

const fail = () => Promise.reject(new Error('broken'));

describe('Lifecycle', () => {
  test('starts in order, stops in reverse', async () => {
    const { calls, component } = recorder();
    const lifecycle = new Lifecycle({ logger }).add('a', component('a')).add('b', component('b'));
    await lifecycle.start();
    await lifecycle.stop();
    expect(calls).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  test('each component waits for the one before it', async () => {
    const { calls, component } = recorder();
    const { open, passed } = gate();
    const lifecycle = new Lifecycle({ logger })
      .add('a', component('a', { start: () => passed }))
      .add('b', component('b'));
    const starting = lifecycle.start();
    await Promise.resolve();
    expect(calls).toEqual(['start a']);
    open();
    await starting;
    expect(calls).toEqual(['start a', 'start b']);
  });

  test('start and stop may be called many times, also at the same time', async () => {
    const { calls, component } = recorder();
    const lifecycle = new Lifecycle({ logger }).add('a', component('a'));
    await Promise.all([lifecycle.start(), lifecycle.start()]);
    await lifecycle.start();
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await lifecycle.stop();
    expect(calls).toEqual(['start a', 'stop a']);
  });

  test('every stop runs even if others fail, and the failures are reported', async () => {
    const { calls, component } = recorder();
    const lifecycle = new Lifecycle({ logger });
    for (const name of ['a', 'b', 'c'])
      lifecycle.add(name, component(name, name === 'b' ? {} : { stop: fail }));
    await lifecycle.start();
    await expect(lifecycle.stop()).rejects.toMatchObject({
      code: 'LIFECYCLE_STOP_FAILED',
      cause: { errors: [{ message: 'broken' }, { message: 'broken' }] },
    });
    expect(calls.slice(3)).toEqual(['stop c', 'stop b', 'stop a']);
  });

  test('after half a start, stop reaches what was started and what failed, and nothing else', async () => {
    const { calls, component } = recorder();
    const lifecycle = new Lifecycle({ logger });
    for (const name of ['a', 'b', 'c'])
      lifecycle.add(name, component(name, name === 'b' ? { start: fail } : {}));
    await expect(lifecycle.start()).rejects.toThrow('broken');
    await lifecycle.stop();
    expect(calls).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  test('stop while starting waits for the component at hand and starts no further one', async () => {
    const { calls, component } = recorder();
    const { open, passed } = gate();
    const lifecycle = new Lifecycle({ logger })
      .add('a', component('a', { start: () => passed }))
      .add('b', component('b'));
    const starting = lifecycle.start();
    const refused = expect(starting).rejects.toMatchObject({ code: 'LIFECYCLE_STOPPED' });
    const stopping = lifecycle.stop();
    await Promise.resolve();
    expect(calls).toEqual(['start a']);
    open();
    await Promise.all([refused, stopping]);
    expect(calls).toEqual(['start a', 'stop a']);
  });

  test('stop before start stops nothing, and nothing starts after', async () => {
    const { calls, component } = recorder();
    const lifecycle = new Lifecycle({ logger }).add('a', component('a'));
    await lifecycle.stop();
    await expect(lifecycle.start()).rejects.toMatchObject({ code: 'LIFECYCLE_STOPPED' });
    expect(calls).toEqual([]);
  });

  test('nothing can be added once it started', async () => {
    const { component } = recorder();
    const lifecycle = new Lifecycle({ logger });
    await lifecycle.start();
    expect(() => lifecycle.add('late', component('late'))).toThrow(
      expect.objectContaining({ code: 'LIFECYCLE_SEALED' }),
    );
    await lifecycle.stop();
  });

  test('logs how long each step took', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    let nowMs = 0;
    const clock = { nowMs: () => 0, monoMs: () => (nowMs += 7) };
    const recording = createLogger({ name: 'test', level: 'debug', destination });
    const lifecycle = new Lifecycle({ logger: recording, clock }).add('a', recorder().component('a'));
    await lifecycle.start();
    await lifecycle.stop();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { component: 'a', ms: 7, msg: 'component started' },
      { component: 'a', ms: 7, msg: 'component stopped' },
    ]);
  });
});
