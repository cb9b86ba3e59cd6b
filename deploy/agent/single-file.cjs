/**
 * The first module of the agent as one file (build.mjs). What the package keeps as files stands inside the executable as
 * assets of the same paths; here they are loaded as if they stood in a folder `/$hostwire`. Started with such a path as
 * its first argument the program is one of its own children (`inventory/inventory-child.mjs`): the agent starts a
 * child as `process.execPath PATH` everywhere.
 */
'use strict';
const { closeSync, constants, openSync, writeSync } = require('node:fs');
const { Module, isBuiltin } = require('node:module');
const { tmpdir } = require('node:os');
const { join, posix } = require('node:path');
const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');

const root = '/$hostwire';
const loaded = new Map();

/** The exports of an asset, by its path from the package's folder. Throws when there is none. */
function load(path) {
  const known = loaded.get(path);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(path, module);
  const filename = posix.join(root, path);
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const run = compileFunction(getAsset(path, 'utf8'), parameters, { filename });
  run(module.exports, requireFrom(posix.dirname(path)), module, filename, posix.dirname(filename));
  return module.exports;
}

function requireFrom(folder) {
  return (id) => {
    if (isBuiltin(id)) return require(id);
    if (id.startsWith('node-unix-socket-')) return loadNative(`modules/${id}.node`);
    return load(id.startsWith('.') ? posix.join(folder, id) : `modules/${id}.cjs`);
  };
}

/** The dynamic loader wants a file; this one has no name, so nothing stays behind. */
function loadNative(path) {
  const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;
  const descriptor = openSync(tmpdir(), O_TMPFILE | constants.O_RDWR, 0o500);
  try {
    writeSync(descriptor, new Uint8Array(getAsset(path)));
    const module = new Module(path);
    process.dlopen(module, `/proc/self/fd/${descriptor}`);
    return module.exports;
  } finally {
    closeSync(descriptor);
  }
}

const [, , first] = process.argv;
if (first !== undefined && first.startsWith(`${root}/`)) {
  process.argv.splice(2, 1);
  load(first.slice(root.length + 1));
} else {
  load(join('bin', 'hostwire-agent.cjs'));
}
