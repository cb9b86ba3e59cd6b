import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { loadNative } from './native-module.ts';

interface Report {
  readonly header: { readonly glibcVersionRuntime?: string };
}
const libraryOf = () =>
  (JSON.parse(JSON.stringify(process.report.getReport())) as Report).header.glibcVersionRuntime;

test('a package asks which C library runs while a worker thread waits for ever', async () => {
  const musl = libraryOf() === undefined;
  const worker = new Worker('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', { eval: true });
  await new Promise((resolve) => worker.once('online', resolve));
  expect((await loadNative(() => Promise.resolve(libraryOf()))) === undefined).toBe(musl);
  await worker.terminate();
});

test('afterwards a report is whole again, also when loads overlap and fail', async () => {
  const isWhole = () => 'javascriptStack' in process.report.getReport();
  const failing = loadNative(() => Promise.reject(new Error('not installed')));
  const slow = loadNative(async () => {
    await expect(failing).rejects.toThrow('not installed');
    return isWhole();
  });
  expect(await slow).toBe(false);
  expect(isWhole()).toBe(true);
});
