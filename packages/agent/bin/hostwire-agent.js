#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// An agent does little each second, for years: optimised code and a large nursery take 8 MB and save it nothing.
setFlagsFromString('--no-opt');
setFlagsFromString('--max-semi-space-size=1');

await import('../dist/bin.js');
