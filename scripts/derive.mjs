// What derives from catalogues in the code of other packages: sections of charts for the API and the pages, and the table of
// settings in docs/operations.md. Both are committed; `--check` only says whether they are current. Needs built packages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

async function chartSections() {
  const { chartSections: sections } = await import('../packages/storage/dist/charts/index.js');
  const lines = sections.map(({ id, title, charts }) => {
    const names = Object.keys(charts).map((name) => `'${name}'`);
    return `  { id: '${id}', title: '${title}', charts: [${names.join(', ')}] },\n`;
  });
  return `// Generated from packages/storage/src/charts by scripts/derive.mjs. Do not edit.
/** The charts of a host's page under its headings, in its order. */
export const chartSections = [\n${lines.join('')}] as const;\n`;
}

async function operations(text) {
  const { settingFlags } = await import('../packages/cli/dist/commands/agents/setting-flags.js');
  const [begin, end] = ['<!-- settings: generated -->\n', '<!-- /settings -->'];
  const rows = settingFlags.map(({ key, flag, argument, description }) => {
    const shown = argument.toUpperCase().replace('|', '\\|');
    return `| \`${flag} ${shown}\` | \`${key}\` | ${description} |`;
  });
  const { isSlowGroup, settableGroups } = await import('../packages/protocol/dist/index.js');
  const groups = (slow) => settableGroups.filter((group) => isSlowGroup(group) === slow).join(', ');
  const table = [
    `Groups that are read with every sample unless set otherwise: ${groups(false)}. Groups that are read every 10 s: ${groups(true)}.\n`,
    ...['| flag | key | is |', '|---|---|---|', ...rows],
  ].join('\n');
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < 0) throw new Error(`docs/operations.md lacks ${begin.trim()}`);
  return `${text.slice(0, from)}\n${table}\n\n${text.slice(to)}`;
}

const outputs = [
  ['packages/api/src/generated/chart-sections.ts', chartSections],
  ['docs/operations.md', operations],
];

for (const [name, make] of outputs) {
  const path = join(root, name);
  const text = read(path);
  const wanted = await make(text);
  if (text === wanted) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is not current: run "node scripts/derive.mjs" and commit the result`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not there yet
  }
}
