// What derives from catalogues in the code of other packages: sections of charts for the API and the pages, the tables of
// settings and exit codes in docs/operations.md, and of channels and default rules in docs/alerts.md. All are committed; `--check` only
// says whether they are current, of packages as they are built; without it, what is read is built first.
import { spawnSync } from 'node:child_process';
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

/** The text with `lines` in the place of what stands between the marks of that section. */
function withSection(text, section, lines) {
  const [begin, end] = [`<!-- ${section}: generated -->\n`, `<!-- /${section} -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < 0) throw new Error(`${begin.trim()} is missing`);
  return `${text.slice(0, from)}\n${lines.join('\n')}\n\n${text.slice(to)}`;
}

async function operations(text) {
  const withSettings = withSection(text, 'settings', await settingsTable());
  return withSection(withSettings, 'exit codes', await exitCodesTable());
}

async function settingsTable() {
  const { settingFlags } = await import('../packages/cli/dist/commands/agents/setting-flags.js');
  const { isSlowGroup, settableGroups } = await import('../packages/protocol/dist/index.js');
  const rows = settingFlags.map(({ key, flag, argument, description }) => {
    const shown = argument.toUpperCase().replace('|', '\\|');
    return `| \`${flag} ${shown}\` | \`${key}\` | ${description} |`;
  });
  const groups = (slow) => settableGroups.filter((group) => isSlowGroup(group) === slow).join(', ');
  return [
    `Groups that are read with every sample unless set otherwise: ${groups(false)}. Groups that are read every 10 s: ${groups(true)}.\n`,
    ...['| flag | key | is |', '|---|---|---|', ...rows],
  ];
}

async function exitCodesTable() {
  const [command, agent] = await Promise.all([
    import('../packages/cli/dist/exit-code.js'),
    import('../packages/agent/dist/commands/exit-code.js'),
  ]);
  const agentMeanings = Object.values(agent.exitCodeMeanings);
  const rows = Object.entries(command.exitCodeMeanings).map(([name, means]) => {
    const code = command.exitCode[name];
    return `| ${code} | ${means} | ${agentMeanings[code]} |`;
  });
  return ['| code | `hostwire` | `hostwire-agent` |', '|---|---|---|', ...rows];
}

async function alerts(text) {
  return withSection(await withRules(text), 'channels', await channelsTable());
}

async function channelsTable() {
  const { channelKinds } = await import('../packages/alerts/dist/channels/index.js');
  const rows = channelKinds.map(({ type, settings, example }) => {
    return `| \`${type}\` | ${settings.map(channelSetting).join('<br>')} | \`${flowMap({ type, ...example })}\` |`;
  });
  return ['| type | settings | for example |', '|---|---|---|', ...rows];
}

function channelSetting({ name, description, isRequired, default: fallback }) {
  const said = [description, fallback === undefined ? undefined : `default \`${fallback}\``];
  const needed = isRequired ? '' : ' (optional)';
  const text = said.filter((part) => part !== undefined).join('; ');
  return `\`${name}\`${needed}${text === '' ? '' : `: ${text}`}`;
}

/** YAML on one line. */
function flowMap(value) {
  if (Array.isArray(value)) return `[${value.map(flowMap).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).map(([key, one]) => `${key}: ${flowMap(one)}`);
  return `{ ${pairs.join(', ')} }`;
}

async function withRules(text) {
  const { defaultRules } = await import('../packages/alerts/dist/index.js');
  const rows = defaultRules.map((rule) => {
    return `| \`${rule.id}\` | ${rule.severity} | ${rule.kind} | ${numbersOf(rule) || '–'} | ${rule.why} |`;
  });
  const head = ['| rule | severity | kind | numbers | why |', '|---|---|---|---|---|'];
  return withSection(text, 'default rules', [...head, ...rows]);
}

function numbersOf(rule) {
  const bounds = ['above', 'below', 'clear'].filter((name) => rule[name] !== undefined);
  const times = ['window', 'for', 'within'].filter((name) => rule[name] > 0);
  const shown = [
    ...bounds.map((name) => `${name} ${rule[name]}`),
    ...times.map((name) => `${name} ${span(rule[name])}`),
  ];
  return shown.join(', ');
}

/** A time in the largest unit that it is a whole number of. */
function span(ms) {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  const [unitMs, unit] = units.find(([length]) => ms % length === 0) ?? [1, 'ms'];
  return `${ms / unitMs} ${unit}`;
}

/** With the package that each reads. Charts come first: what knows the API does not compile before it has a new chart. */
const outputs = [
  ['packages/api/src/generated/chart-sections.ts', chartSections, 'storage'],
  ['docs/alerts.md', alerts, 'alerts'],
  ['docs/operations.md', operations, 'cli'],
];

/** With all that it imports. */
function build(name) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-b', `packages/${name}`];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

for (const [name, make, source] of outputs) {
  if (!process.argv.includes('--check')) build(source);
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
