// A copy of the built product with one promise broken on purpose: proof that the chaos suite would see it.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAgent } from './bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test/chaos/sabotage');
/** What a built package does not need to run. */
const leftOut = new Set(['src', 'bench', 'tsconfig.json']);

/** Names for `--sabotage`. */
export function sabotages() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
}

/** Copies the built packages, edits the copy as NAME.json says, bundles its agent, and gives its root. Every edit must fit. */
export async function sabotage(name) {
  const { edits } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const copy = join(root, 'test/.work', `sabotage-${name}-${process.pid}`);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'packages'), join(copy, 'packages'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !leftOut.has(basename(source)) || source.includes('node_modules'),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  symlinkSync(join(root, 'test'), join(copy, 'test'));
  for (const { file, find, replace } of edits) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(find)) throw new Error(`${name}: "${find}" does not stand in ${file}`);
    writeFileSync(
      path,
      text.replaceAll(find, () => replace),
    );
  }
  await bundleAgent(copy);
  return copy;
}
