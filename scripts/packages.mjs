// `pnpm packages`: packs every package as it is published, installs the tarballs into empty folders with an empty cache,
// and uses them as a stranger would. Needs a built workspace and the npm registry; minutes long.
import { spawn, spawnSync } from 'node:child_process';
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
import { packAll } from '../deploy/npm/pack.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Outside the clone: modules are looked for in every folder above. */
const work = mkdtempSync(join(tmpdir(), 'hostwire-packages-'));
const readyLimitMs = 120_000;

/** Nothing of this clone or of its user: no cache, no configuration, no home. */
const env = {
  PATH: process.env.PATH,
  HOME: join(work, 'home'),
  npm_config_cache: join(work, 'cache'),
  npm_config_update_notifier: 'false',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
};

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function folder(name, tarballs) {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "name": "stranger", "version": "1.0.0", "type": "module" }\n');
  run('npm', ['install', '--silent', ...tarballs], path);
  return path;
}

function step(what) {
  console.log(`packages: ${what}`);
}

/** Starts `npx hostwire up`, waits until a sample of this host can be read by SQL, and stops it. */
async function upWorks(cwd) {
  const ready = join(cwd, 'ready.json');
  const ports = ['--web-port', '0', '--gateway-port', '0', '--clickhouse-port', '0'];
  const up = spawn('npx', ['hostwire', 'up', '--data', 'data', '--ready-file', ready, ...ports], {
    cwd,
    env,
    detached: true, // a group of its own, which gets what Ctrl-C gives all of a terminal: npx passes nothing on
  });
  let said = '';
  for (const output of [up.stdout, up.stderr]) output.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => void up.once('exit', resolve));
  try {
    await until('hostwire up is ready', () => existsSync(ready), said);
    const { web } = JSON.parse(readFileSync(ready, 'utf8'));
    const page = await fetch(web);
    if (!page.ok || !(await page.text()).includes('<script')) throw new Error(`${web} shows no page`);
    await until('a sample is there', () => Number(sql(cwd, 'SELECT count() FROM cpu')) > 0, said);
    step(`up: ${sql(cwd, 'SELECT count() FROM cpu')} samples, pages at ${web}`);
  } finally {
    process.kill(-up.pid, 'SIGINT');
    await ended;
  }
}

function sql(cwd, query) {
  return run('npx', ['hostwire', 'sql', query, '--data', 'data', '--format', 'TSV'], cwd).trim();
}

async function until(what, condition, said) {
  const deadline = Date.now() + readyLimitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${readyLimitMs / 1000} s\n${said}`);
    await new Promise((resolve) => void setTimeout(resolve, 500));
  }
}

/** A strict compiler that takes every export of every package. */
function typesWork(cwd, packages) {
  const imports = packages.flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(cwd, 'node_modules', name, 'package.json'), 'utf8'));
    return Object.keys(exports ?? {}).map((path) => `${name}${path.slice(1)}`);
  });
  const lines = imports.map((path, index) => `import * as m${index} from '${path}';\nvoid m${index};\n`);
  writeFileSync(join(cwd, 'types.ts'), lines.join(''));
  const compilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'es2022',
    types: ['node'],
  };
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['types.ts'] }));
  run('npm', ['install', '--silent', '--no-save', '@types/node@20', '@types/ws@8'], cwd);
  run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], cwd);
  step(`types of ${imports.length} entries`);
}

try {
  packAll(join(work, 'tarballs'));
  const tarballs = readdirSync(join(work, 'tarballs')).map((name) => join(work, 'tarballs', name));
  step(`${tarballs.length} packed`);
  const alone = folder('alone', [tarballs.find((path) => path.includes('/clickhouse-embedded-'))]);
  step(run('node', ['node_modules/clickhouse-embedded/example/rows.mjs', 'data'], alone).trim());
  const whole = folder('whole', tarballs);
  step(`hostwire ${run('npx', ['hostwire', '--version'], whole).trim()}`);
  step(`hostwire-agent ${run('npx', ['hostwire-agent', '--version'], whole).trim()}`);
  await upWorks(whole);
  typesWork(whole, [...scoped(whole), 'clickhouse-embedded']);
  step('all of them work');
} finally {
  rmSync(work, { recursive: true, force: true });
}

function scoped(cwd) {
  return readdirSync(join(cwd, 'node_modules/@hostwire')).map((name) => `@hostwire/${name}`);
}
