// The table of settings in docs/operations.md, from the flags that the built CLI derives from the agent's settings.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingFlags } from '../packages/cli/dist/commands/agents/setting-flags.js';

const path = fileURLToPath(new URL('../docs/operations.md', import.meta.url));
const [begin, end] = ['<!-- settings: generated -->\n', '<!-- /settings -->'];

const rows = settingFlags.map(
  ({ key, flag, argument, description }) =>
    `| \`${flag} ${argument.toUpperCase().replace('|', '\\|')}\` | \`${key}\` | ${description} |`,
);
const table = ['| flag | key | is |', '|---|---|---|', ...rows].join('\n');
const text = readFileSync(path, 'utf8');
const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
if (from < begin.length || to < 0) throw new Error(`${path} has no place for the settings: ${begin.trim()}`);
const wanted = `${text.slice(0, from)}\n${table}\n\n${text.slice(to)}`;
const isCurrent = text === wanted;
if (process.argv.includes('--check') && !isCurrent) {
  console.error(
    'docs/operations.md is not current: run "node scripts/settings-table.mjs" and commit the result',
  );
  process.exit(1);
}
if (!isCurrent) writeFileSync(path, wanted);
