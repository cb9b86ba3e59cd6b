// Fixtures are text archives (packages/testing/src/fixtures/text-archive.ts). After a build:
//
//   node scripts/fixtures.mjs pack FOLDER ARCHIVE      a new one, from files
//   node scripts/fixtures.mjs unpack ARCHIVE FOLDER    into a folder that does not exist
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArchive, printArchive } from '@hostwire/testing/fixtures';

function pack(folder, archive) {
  const paths = readdirSync(folder, { recursive: true }).toSorted();
  const entries = paths.flatMap((path) => {
    const from = join(folder, path);
    const stats = lstatSync(from);
    if (stats.isSymbolicLink()) return [[path, { linkTo: readlinkSync(from) }]];
    return stats.isFile() ? [[path, { text: readFileSync(from, 'utf8') }]] : [];
  });
  writeFileSync(archive, printArchive(new Map(entries)));
}

function unpack(archive, folder) {
  mkdirSync(folder);
  for (const [path, entry] of parseArchive(readFileSync(archive, 'utf8'))) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    if ('linkTo' in entry) symlinkSync(entry.linkTo, to);
    else writeFileSync(to, entry.text);
  }
}

const [verb, from, to] = process.argv.slice(2);
const run = { pack, unpack }[verb];
if (run === undefined || to === undefined) {
  console.error('usage: node scripts/fixtures.mjs pack FOLDER ARCHIVE | unpack ARCHIVE FOLDER');
  process.exit(2);
}
run(from, to);
