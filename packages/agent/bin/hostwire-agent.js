#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// An agent does little each second, for years. Optimised and baseline code and a large nursery take up to 10 MB; a heap of
// 8 MB is collected sooner than other threads are woken for it. The nursery stays at the 1 MB it starts with (its limits are
// read before this); optimised for size, a collection of the whole heap also closes the gaps and gives pages back. What did not
// run between two of those goes as bytecode: most of what a start ran, half a megabyte.
for (const flag of [
  '--no-opt',
  '--no-sparkplug',
  '--semi-space-growth-factor=1',
  '--optimize-for-size',
  '--bytecode-old-age=1',
  '--no-parallel-scavenge',
  '--no-concurrent-marking',
  '--no-concurrent-sweeping',
]) {
  setFlagsFromString(flag);
}

await import('../dist/hostwire-agent.js'); // the bundle of scripts/bundle.mjs
