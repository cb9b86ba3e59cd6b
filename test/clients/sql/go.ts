import { join } from 'node:path';
import { cloneRoot } from '../../harness/clone.ts';
import type { Client } from '../client.ts';
import type { Instance } from '../instance.ts';
import { cache, findings, install, program, programsFolder } from '../toolchain.ts';

const dashboards = join(cloneRoot, 'deploy/grafana/dashboards');

/** The program of programs/go, built with the versions of its go.sum. Throws Missing. */
async function built(): Promise<string> {
  const go = program('go');
  const binary = join(cache('go'), 'clients');
  const cwd = join(programsFolder, 'go');
  const args = ['build', '-mod=readonly', '-o', binary, '.'];
  await install('clickhouse-go', { command: go, args, cwd });
  return binary;
}

export const clickhouseGo: Client<Instance> = {
  name: 'clickhouse-go',
  run: async (instance) => findings(await built(), ['clickhouse-go', await instance.targetFile()]),
};

export const grafanaMacros: Client<Instance> = {
  name: 'grafana',
  run: async (instance) => findings(await built(), ['grafana', dashboards, await instance.targetFile()]),
};
