// Reads a file at a time for user-space-files.ts, which waits for it with a limit: a thread of its own, because a file that a
// program in user space serves may never answer. Plain JavaScript, because it runs from the sources as well as from a build.
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { control, bytes, at, states } = workerData;

for (;;) {
  Atomics.wait(control, at.state, states.idle);
  const path = new TextDecoder().decode(bytes.slice(0, control[at.length]));
  let code = '';
  try {
    control[at.length] = readWhole(path);
  } catch (error) {
    code = error.code ?? 'EIO';
    control[at.length] = new TextEncoder().encodeInto(code, bytes.subarray(0)).written;
  }
  Atomics.store(control, at.failed, code === '' ? 0 : 1);
  Atomics.store(control, at.state, states.idle);
  Atomics.notify(control, at.state);
}

function readWhole(path) {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, length);
      if (count === 0) return length;
      length += count;
    }
  } finally {
    closeSync(descriptor);
  }
}
