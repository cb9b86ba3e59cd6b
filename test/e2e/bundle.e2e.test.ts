import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

const dist = join(cloneRoot, 'packages/agent/dist');
const files = readdirSync(dist).filter((name) => /^(bundle-.*|hostwire-agent)\.cjs$/.test(name));

test.each(files)('%s takes a byte a letter and starts no WebAssembly', (name) => {
  const code = readFileSync(join(dist, name), 'latin1');
  expect(/[^\0-\x7f]/.exec(code)?.[0]).toBeUndefined();
  expect(code).not.toContain('WebAssembly');
});

test('the agent is a bundle', () => {
  expect(files).toContain('hostwire-agent.cjs');
  expect(files.length).toBeGreaterThan(1);
});
