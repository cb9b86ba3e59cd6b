/** docs/codes.md has an entry for every code that the sources end, refuse or log with, and for no other. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { apiErrors } from '@hostwire/api';
import { cloneRoot } from '../harness/clone.ts';

const page = readFileSync(join(cloneRoot, 'docs/codes.md'), 'utf8');
const entries = [...page.matchAll(/^\| `([A-Z_]+)` \|(.*)\|$/gm)];
const documented = new Set(entries.map(([, code]) => code));

/** Mistakes of a program against itself: nothing that somebody who runs Hostwire can do anything about. */
const ofTheProgram = new Set([
  'AUTHORIZATION_MALFORMED',
  'COLLECTOR_NOT_STARTED',
  'COLLECTOR_STOPPED',
  'COLUMN_WITHOUT_FIELD',
  'COMMITTER_STOPPED',
  'GROUP_FULL',
  'LIFECYCLE_SEALED',
  'LIFECYCLE_STOPPED',
  'LIFECYCLE_STOP_FAILED',
  'MALFORMED',
  'OUT_OF_RANGE',
  'ROUTE_INCOMPLETE',
  'THROWN_VALUE',
  'TOO_LARGE',
  'UNKNOWN_COLUMN',
  'UNKNOWN_FRAME',
]);

const testFile = /\.test\.ts$|(^|\/)testing\//;
const errors = 'Hostwire|Storage|EmbeddedClickHouse|Registry|Endpoint|Config|Api|Protocol';

/** Of `new XError('CODE', ...)`, `new Refusal('CODE', ...)`, and unions of codes. */
function codesOf(source: string): string[] {
  const text = source.replace(/\/\*.*?\*\//gs, '');
  const made = new RegExp(`new (?:(?:${errors})Error|Refusal)\\(\\s*'([A-Z][A-Z_]+)'`, 'g');
  const unions = [...text.matchAll(/type \w+ErrorCode =([^;]*);/g)].flatMap(([, union = '']) => [
    ...union.matchAll(/'([A-Z][A-Z_]+)'/g),
  ]);
  return [...text.matchAll(made), ...unions].flatMap(([, code = '']) => [code]);
}

const used = new Set<string>(Object.keys(apiErrors));
for (const name of readdirSync(join(cloneRoot, 'packages'))) {
  const folder = join(cloneRoot, 'packages', name, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => path.endsWith('.ts') && !testFile.test(path)))
    for (const code of codesOf(readFileSync(join(folder, file), 'utf8'))) used.add(code);
}

test('every code has an entry', () => {
  expect(used.size).toBeGreaterThan(100);
  expect([...used].filter((code) => !documented.has(code) && !ofTheProgram.has(code)).toSorted()).toEqual([]);
});

test('every entry is of a code, and says what to do', () => {
  expect(entries.map(([, code = '']) => code).filter((code) => !used.has(code))).toEqual([]);
  for (const [line, , cells = ''] of entries) {
    const columns = cells.split('|').map((cell) => cell.trim());
    expect([line, columns.every((cell) => cell !== '')]).toEqual([line, true]);
  }
});

test('what is called a mistake of the program exists', () => {
  expect([...ofTheProgram].filter((code) => !used.has(code))).toEqual([]);
});
