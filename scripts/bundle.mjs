// Bundles the built agent. It runs on every host, so its memory counts: a file for each of some hundred modules, with
// their comments, takes 4 MB more when it has loaded, and about 1 MB more for as long as it runs. As CommonJS, because Node's
// loader of ES modules takes 2 to 3 MB in a process that needs it for one module.
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
    external: ['ffi-rs', 'node-unix-socket', 'systeminformation', 'bufferutil', 'utf-8-validate'],
    // protobufjs goes without it and reads numbers then. It would start Node's WebAssembly: 0.8 MB.
    resolve: { alias: { long: false } },
    logLevel: 'warn',
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'bundle-[name].cjs',
    comments: false,
    // Names and lines stay: an error of an agent far away is to be understood.
    minify: 'dce-only',
  });
  await bundle.close();
  for (const { fileName, code } of output) writeIfNew(join(dist, fileName), escaped(code));
}

/** As ASCII: V8 keeps a source with one letter beyond Latin-1 at two bytes for each, as long as the agent runs. */
function escaped(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Agents may be running from the file. */
function writeIfNew(path, code) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== code) writeFileSync(path, code);
}
