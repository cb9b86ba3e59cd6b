// `pnpm clients [NAME...]`: what stands around Hostwire in the world, run against a Hostwire that runs.
import { Missing, type Client, type Finding } from './client.ts';
import { prometheus } from './api/prometheus.ts';
import { schemathesis } from './api/schemathesis.ts';
import { compose, helm, kubernetes } from './deploy/manifests.ts';
import { Instance } from './instance.ts';
import { behindProxy, belowPath, proxiesAtRoot, proxiesBelowPath } from './proxies/proxies.ts';
import { clickhouseJs } from './sql/clickhouse-js.ts';
import { clickhouseGo, grafanaMacros } from './sql/go.ts';
import { jdbc } from './sql/jdbc.ts';
import { clickhouseConnect, clickhouseDriver } from './sql/python.ts';

/** What needs no Hostwire. */
const withoutInstance: readonly Client<undefined>[] = [kubernetes, helm, compose];

/** Clients that share one Hostwire, which is started with this environment. */
interface Suite {
  readonly env: Readonly<Record<string, string>>;
  readonly clients: readonly Client<Instance>[];
}

const suites: readonly Suite[] = [
  {
    env: {},
    clients: [
      clickhouseJs,
      clickhouseConnect,
      clickhouseDriver,
      clickhouseGo,
      grafanaMacros,
      jdbc,
      prometheus,
    ],
  },
  { env: {}, clients: [schemathesis] },
  { env: behindProxy, clients: proxiesAtRoot },
  { env: belowPath, clients: proxiesBelowPath },
];

const shownProblems = 20;

async function main(chosen: readonly string[]): Promise<number> {
  const every = [...withoutInstance, ...suites.flatMap(({ clients }) => clients)];
  const names = every.map(({ name }) => name);
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    print(`no such client: ${unknown.join(', ')}; there are: ${names.join(', ')}`);
    return 2;
  }
  const isChosen = ({ name }: { readonly name: string }) => chosen.length === 0 || chosen.includes(name);
  let failed = 0;
  for (const client of withoutInstance.filter(isChosen)) failed += await report(client, undefined);
  for (const { env, clients } of suites) {
    const these = clients.filter(isChosen);
    if (these.length > 0) failed += await runSuite({ env, clients: these });
  }
  return failed === 0 ? 0 : 1;
}

async function runSuite({ env, clients }: Suite): Promise<number> {
  const instance = await Instance.start(env);
  let failed = 0;
  try {
    for (const client of clients) failed += await report(client, instance);
  } finally {
    await instance.stop();
  }
  return failed;
}

/** Prints one line for a client, and one for each check that failed; gives how many did. */
async function report<Context>(client: Client<Context>, context: Context): Promise<number> {
  const name = client.name.padEnd(20);
  let found: readonly Finding[];
  try {
    found = await client.run(context);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    print(`${name} not run: ${error.message}`);
    return 0;
  }
  const problems = found.filter(({ problem }) => problem !== undefined);
  print(`${name} ${found.length - problems.length} of ${found.length} checks passed`);
  for (const { check, problem } of problems.slice(0, shownProblems)) print(`  ${check}: ${problem}`);
  if (problems.length > shownProblems) print(`  and ${problems.length - shownProblems} more`);
  return problems.length;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));
