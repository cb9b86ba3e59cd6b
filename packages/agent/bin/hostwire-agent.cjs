#!/usr/bin/env node
'use strict';
const { setFlagsFromString } = require('node:v8');

// An agent does little each second, for years. Optimised code and a large nursery take up to 8 MB; a heap of 8 MB is collected
// sooner than other threads are woken for it. The nursery stays at the 1 MB it starts with (its limits are read before this);
// optimised for size, a collection of the whole heap also closes the gaps and gives pages back. All functions are compiled to
// baseline code when they are first called: a tenth of the CPU less than with bytecode, for 1 MB. What did not run between
// two collections is compiled again when it is called: most of what a start ran.
for (const flag of [
  '--no-opt',
  '--always-sparkplug',
  '--flush-baseline-code',
  '--bytecode-old-age=1',
  '--semi-space-growth-factor=1',
  '--optimize-for-size',
  '--no-parallel-scavenge',
  '--no-concurrent-marking',
  '--no-concurrent-sweeping',
]) {
  setFlagsFromString(flag);
}

require('../dist/hostwire-agent.cjs'); // the bundle of scripts/bundle.mjs
