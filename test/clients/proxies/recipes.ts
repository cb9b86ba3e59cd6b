import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneRoot } from '../../harness/clone.ts';
import type { Certificate } from './certificate.ts';

/** What the files under deploy/proxy name, and what they are given here instead. */
export interface Surroundings {
  readonly folder: string;
  readonly certificate: Certificate;
  /** Of the collector. */
  readonly webPort: number;
  readonly gatewayPort: number;
  /** Of the proxy: for people, and for agents. */
  readonly sitePort: number;
  readonly agentsPort: number;
}

export interface Recipe {
  readonly name: 'nginx' | 'haproxy' | 'caddy';
  readonly file: string;
  /** Whether it also passes agents on: Caddy as Debian has it knows HTTP only. */
  readonly passesAgents: boolean;
  /** Each text has to stand in the file. */
  readonly replacements: (given: Surroundings) => Readonly<Record<string, string>>;
  /** Arguments that run the file in the foreground. */
  readonly args: (path: string, given: Surroundings) => readonly string[];
}

export const recipes: readonly Recipe[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    passesAgents: true,
    replacements: ({ certificate, sitePort }) => ({
      '/etc/ssl/monitor.example.org.pem': certificate.certificate,
      '/etc/ssl/monitor.example.org.key': certificate.key,
      'listen 443 ssl': `listen 127.0.0.1:${sitePort} ssl`,
    }),
    args: (path, { folder }) => {
      const own = `daemon off; master_process off; pid ${join(folder, 'nginx.pid')}; error_log stderr;`;
      return ['-p', folder, '-c', path, '-g', `${own}${streamModule(path)}`];
    },
  },
  {
    name: 'haproxy',
    file: 'haproxy.cfg',
    passesAgents: true,
    replacements: ({ certificate, sitePort }) => ({
      '/etc/ssl/monitor.example.org.pem': certificate.both,
      'bind :443': `bind 127.0.0.1:${sitePort}`,
    }),
    args: (path) => ['-db', '-f', path],
  },
  {
    name: 'caddy',
    file: 'Caddyfile',
    passesAgents: false,
    replacements: ({ certificate, sitePort }) => ({
      // No authority gives certificates here.
      'monitor.example.org {': `{\n\tadmin off\n}\nmonitor.example.org:${sitePort} {\n\tbind 127.0.0.1\n\ttls ${certificate.certificate} ${certificate.key}`,
    }),
    args: (path) => ['run', '--adapter', 'caddyfile', '--config', path],
  },
];

/** Debian builds nginx's `stream` as a module of its own, which its own configuration loads. */
function streamModule(path: string): string {
  const usesStream = readFileSync(path, 'utf8').includes('\nstream {');
  return usesStream ? ' load_module /usr/lib/nginx/modules/ngx_stream_module.so;' : '';
}

/** The recipe as it stands under deploy/proxy, with ports and files of this run; its path. */
export function writeRecipe(recipe: Recipe, given: Surroundings & { readonly belowPath: boolean }): string {
  const source = join(cloneRoot, 'deploy/proxy', given.belowPath ? 'below-a-path' : '.', recipe.file);
  const shared = { '127.0.0.1:4680': `127.0.0.1:${given.webPort}` };
  const agents = {
    '127.0.0.1:4681': `127.0.0.1:${given.gatewayPort}`,
    ...agentsPort(recipe, given.agentsPort),
  };
  const replaced = { ...shared, ...recipe.replacements(given) };
  const all = recipe.passesAgents && !given.belowPath ? { ...replaced, ...agents } : replaced;
  let text = readFileSync(source, 'utf8');
  for (const [from, to] of Object.entries(all)) {
    if (!text.includes(from)) throw new Error(`${source} has no "${from}" any more`);
    text = text.replaceAll(from, to);
  }
  const path = join(given.folder, `${given.belowPath ? 'below-' : ''}${recipe.file}`);
  writeFileSync(path, text);
  return path;
}

function agentsPort({ name }: Recipe, port: number): Readonly<Record<string, string>> {
  return name === 'nginx'
    ? { 'listen 4682': `listen 127.0.0.1:${port}` }
    : { 'bind :4682': `bind 127.0.0.1:${port}` };
}
