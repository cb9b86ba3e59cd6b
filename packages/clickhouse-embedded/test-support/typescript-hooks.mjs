// Module hooks that let plain Node run the TypeScript sources, for tests that need a process of their own to kill.
import { transform } from '@swc/core';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
  const { code } = await transform(await readFile(path, 'utf8'), { filename: path, jsc, swcrc: false });
  return { format: 'module', source: code, shortCircuit: true };
}
