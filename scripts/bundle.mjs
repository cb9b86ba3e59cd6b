// Bundles the built agent. It runs on every host, so its memory counts: a file for each of some hundred modules, with
// their comments, takes 4 MB more when it has loaded, and about 1 MB more for as long as it runs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** `root`: of a workspace whose packages are built. Right in dist, where modules find the package's folder (package-file.ts). */
export async function bundleAgent(root) {
  const dist = join(root, 'packages/agent/dist');
  const bundle = await rolldown({
    input: { 'hostwire-agent': join(dist, 'bin.js') },
    platform: 'node',
    // Loaded where they are installed: native, or by a process of its own. ws goes without its optional helpers.
    external: ['node-unix-socket', 'systeminformation', 'bufferutil', 'utf-8-validate'],
    logLevel: 'warn',
  });
  const { output } = await bundle.generate({
    chunkFileNames: 'bundle-[name].js',
    comments: false,
    // Names and lines stay: an error of an agent far away is to be understood.
    minify: 'dce-only',
  });
  await bundle.close();
  for (const { fileName, code } of output) writeIfNew(join(dist, fileName), code);
}

/** Agents may be running from the file. */
function writeIfNew(path, code) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== code) writeFileSync(path, code);
}
