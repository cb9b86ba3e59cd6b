import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

interface Sabotage {
  readonly edits: readonly { readonly file: string; readonly find: string }[];
}

const folder = join(cloneRoot, 'test/chaos/sabotage');

test.each(readdirSync(folder))('%s still finds in the built product what it breaks', (name) => {
  const { edits } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Sabotage;
  expect(edits.length).toBeGreaterThan(0);
  for (const { file, find } of edits) expect(readFileSync(join(cloneRoot, file), 'utf8')).toContain(find);
});
