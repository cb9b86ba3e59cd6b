import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

/** At its exit, makes the agent hold much of what it allocates, which is what lets V8 give a nursery more room. */
const holdMuch = `
  process.on('exit', () => {
    const held = Array.from({ length: 400 }, () => new Array(4096).fill(0));
    const nursery = require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    process.stdout.write(JSON.stringify({ bytes: nursery.space_size, held: held.length }));
  });`;

test("the agent's nursery stays at its two halves of 1 MB", () => {
  const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('/'); ${holdMuch}`)}`;
  const bin = join(cloneRoot, 'packages/agent/bin/hostwire-agent.cjs');
  const { stdout } = spawnSync(process.execPath, ['--import', preload, bin, '--version'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const { bytes } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { bytes: number };
  expect(bytes).toBeLessThanOrEqual(2 * 2 ** 20);
});
