import { expect, test } from '@jest/globals';
import { PasswordQueue, passwordQueueLimits } from './password-queue.ts';

const { atOnce, maxPerAddress, maxWaiting } = passwordQueueLimits;

/** Work that is over when it is told to be. */
class Work {
  readonly started: string[] = [];
  readonly #ends: (() => void)[] = [];

  of(name: string): () => Promise<void> {
    return () => {
      this.started.push(name);
      return new Promise((resolve) => this.#ends.push(resolve));
    };
  }

  async endOne(): Promise<void> {
    this.#ends.shift()?.();
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }
}

test('addresses take turns: many tries of one make another wait for one turn', async () => {
  const queue = new PasswordQueue();
  const work = new Work();
  for (let i = 0; i < atOnce + maxPerAddress; i++) void queue.pass('attacker', work.of(`attacker ${i}`));
  void queue.pass('honest', work.of('honest'));
  expect(work.started).toHaveLength(atOnce);
  await work.endOne();
  await work.endOne();
  expect(work.started.slice(atOnce)).toEqual([`attacker ${atOnce}`, 'honest']);
});

test('who has too many waiting is refused without a look, and so is everybody when too many wait', async () => {
  const queue = new PasswordQueue();
  const work = new Work();
  for (let i = 0; i < atOnce + maxPerAddress; i++) void queue.pass('one', work.of('one'));
  await expect(queue.pass('one', work.of('never'))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  for (let i: number = maxPerAddress; i < maxWaiting; i++) void queue.pass(`${i}`, work.of('other'));
  await expect(queue.pass('new', work.of('never'))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  for (let i = 0; i < atOnce + maxWaiting; i++) await work.endOne();
  expect(work.started).toHaveLength(atOnce + maxWaiting);
  expect(work.started).not.toContain('never');
});

test('what fails gives its place on', async () => {
  const queue = new PasswordQueue();
  const failing = async () => Promise.reject(new Error('no'));
  for (let i = 0; i < 2 * atOnce; i++) await expect(queue.pass('a', failing)).rejects.toThrow('no');
  await expect(queue.pass('a', async () => 7)).resolves.toBe(7);
});
