import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

test.each(['packages/cli/bin/hostwire.js', 'packages/agent/bin/hostwire-agent.cjs'])(
  '%s: a reader that has seen enough is no error',
  (bin) => {
    const script = `{ '${process.execPath}' '${join(cloneRoot, bin)}' --help; echo "code $?" >&2; } | true`;
    for (let i = 0; i < 5; i++) {
      const { stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(stderr).toBe('code 0\n');
    }
  },
);
