import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

test.each(['hostwire', 'hostwire-agent'])('`npx %s` finds the command of this clone', (name) => {
  const command = join(cloneRoot, 'node_modules/.bin', name);
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
