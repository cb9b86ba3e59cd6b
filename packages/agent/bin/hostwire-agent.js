#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// An agent does little each second, for years: optimised and baseline code and a large nursery take 10 MB and save it
// next to nothing.
setFlagsFromString('--no-opt');
setFlagsFromString('--no-sparkplug');
setFlagsFromString('--max-semi-space-size=1');

await import('../dist/bin.js');
