// Generates code that is committed: the protobuf codec of packages/protocol from proto/, and the schema module of
// packages/storage from its .sql files. `--check` only says whether the committed files are current.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const proto = (name) => join(root, 'proto/hostwire/v1', name);

function pbjs(target, out, { flags = [], files }) {
  const args = [
    join(root, 'node_modules/protobufjs-cli/bin/pbjs'),
    '-t',
    target,
    ...flags,
    '-o',
    out,
    ...files.map(proto),
  ];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`pbjs -t ${target} failed`);
}

/** Frames and enrolment as static code (no reflection at run time) with types. Columns have a codec of their own. */
function protocolCode(folder) {
  const flags = [
    '-w',
    'esm',
    '--es6',
    '--dts',
    '--force-number',
    '--no-verify',
    '--no-delimited',
    '--no-service',
    '--no-typeurl',
    '--no-convert',
    '--no-create',
  ];
  pbjs('static-module', join(folder, 'hostwire.js'), { flags, files: ['frame.proto', 'enroll.proto'] });
}

/** The kind of a column by the type of its field, as sample.proto says. */
const columnKinds = { uint64: 'increment', sint64: 'gauge', double: 'real' };

/** sample.proto as data: the column table that the codec, the storage schema and the documentation follow. */
function columnTable(folder) {
  const json = join(folder, 'descriptor.json');
  pbjs('json', json, { files: ['sample.proto'] });
  const { nested } = JSON.parse(readFileSync(json, 'utf8')).nested.hostwire.nested.v1;
  rmSync(json);
  const groups = Object.entries(nested.Groups.fields).map(([name, { id, type, options }]) => {
    const fields = Object.entries(nested[type].fields);
    const columns = fields
      .filter(([, f]) => f.type in columnKinds)
      .map(([column, f]) => ({
        name: snake(column),
        field: f.id,
        kind: columnKinds[f.type],
        step: f.options?.['(step)'] ?? 1,
      }));
    const labels = fields
      .filter(([label, f]) => f.type === 'string' && label !== 'name')
      .map(([label, f]) => ({ name: snake(label), field: f.id }));
    return {
      name: snake(name),
      field: id,
      devices: fields.some(([f]) => f === 'name'),
      settable: options?.['(settable)'] ?? '',
      slow: options?.['(slow)'] ?? false,
      columns,
      labels,
    };
  });
  const text = `// Generated from proto/hostwire/v1/sample.proto by scripts/generate.mjs. Do not edit.\nexport const columnTable = ${JSON.stringify(groups, null, 1)} as const;\n`;
  writeFileSync(join(folder, 'column-table.ts'), text);
}

const snake = (name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** The .sql files of packages/storage as a module: numbered tables in order, and views by name. */
function schema(folder) {
  const entries = (kind) =>
    readdirSync(join(root, 'packages/storage', kind))
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const sql = readFileSync(join(root, 'packages/storage', kind, file), 'utf8');
        return `  { name: ${JSON.stringify(`${kind}/${file}`)}, sql: ${JSON.stringify(sql)} },\n`;
      })
      .join('');
  const list = (kind) =>
    `export const ${kind}: readonly { name: string; sql: string }[] = [\n${entries(kind)}];\n`;
  writeFileSync(
    join(folder, 'schema.ts'),
    `// Generated from packages/storage/{tables,views} by scripts/generate.mjs. Do not edit.\n${list('tables')}${list('views')}`,
  );
}

const outputs = [
  { folder: 'packages/protocol/src/generated', make: [protocolCode, columnTable] },
  { folder: 'packages/storage/src/generated', make: [schema] },
];

let stale = 0;
for (const { folder, make } of outputs) {
  const target = join(root, folder);
  mkdirSync(target, { recursive: true });
  const fresh = process.argv.includes('--check') ? mkdtempSync(join(tmpdir(), 'hostwire-generate-')) : target;
  for (const step of make) step(fresh);
  if (fresh === target) continue;
  for (const name of readdirSync(fresh)) {
    const committed = join(target, name);
    if (existsSync(committed) && readFileSync(committed, 'utf8') === readFileSync(join(fresh, name), 'utf8'))
      continue;
    console.error(`${folder}/${name} is not current: run "node scripts/generate.mjs" and commit the result`);
    stale++;
  }
  rmSync(fresh, { recursive: true });
}
process.exit(stale > 0 ? 1 : 0);
