#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// An agent does little each second, for years. Optimised and baseline code and a large nursery take up to 10 MB; a heap of
// 8 MB is collected sooner than other threads are woken for it.
for (const flag of [
  '--no-opt',
  '--no-sparkplug',
  '--max-semi-space-size=1',
  '--no-parallel-scavenge',
  '--no-concurrent-marking',
  '--no-concurrent-sweeping',
]) {
  setFlagsFromString(flag);
}

await import('../dist/hostwire-agent.js'); // the bundle of scripts/bundle.mjs
