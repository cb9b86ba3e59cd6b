import { createReadStream, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runProgram } from '../../harness/program.ts';
import { check, Missing, type Client, type Finding } from '../client.ts';
import type { Instance } from '../instance.ts';
import { findings, program, programsFolder, python } from '../toolchain.ts';
import { tokenHeader } from './session.ts';

/** What collector and agent tell about themselves, read by Prometheus's own tools. */
export const prometheus: Client<Instance> = {
  name: 'prometheus',
  run: async (instance) => {
    const files = [await collectorMetrics(instance), await agentMetrics(instance)];
    const script = join(programsFolder, 'python', 'prometheus_client_parser.py');
    const parsed = await findings(await python('prometheus-client'), [script, ...files]);
    return [...parsed, ...(await Promise.all(files.map(linted)))];
  },
};

/** As Prometheus scrapes it: by the web port, with a token. */
async function collectorMetrics(instance: Instance): Promise<string> {
  const [name, value] = await tokenHeader(instance, 'read');
  const answer = await fetch(new URL('/metrics', instance.stack.ready.web), { headers: { [name]: value } });
  if (!answer.ok) throw new Error(`/metrics answered ${answer.status}`);
  return written(instance, { file: 'collector.prom', text: await answer.text() });
}

async function agentMetrics(instance: Instance): Promise<string> {
  const state = join(instance.stack.dataDir, 'agent');
  const { stdout } = await runProgram('hostwire-agent', ['status', '--state', state, '--prometheus']);
  return written(instance, { file: 'agent.prom', text: stdout });
}

function written({ folder }: Instance, { file, text: content }: { file: string; text: string }): string {
  const path = join(folder, file);
  writeFileSync(path, content);
  return path;
}

/** `promtool check metrics`: names, units, types and help as Prometheus wants them. */
async function linted(path: string): Promise<Finding> {
  return check(`promtool finds nothing in ${path.split('/').at(-1)}`, async () => {
    const child = spawn(promtool(), ['check', 'metrics'], { stdio: ['pipe', 'ignore', 'pipe'] });
    createReadStream(path).pipe(child.stdin);
    const said = await text(child.stderr);
    const code = child.exitCode ?? ((await once(child, 'exit')) as [number])[0];
    if (code !== 0 || said.trim() !== '') throw new Error(said);
  });
}

/** Part of Debian's package `prometheus`. */
function promtool(): string {
  try {
    return program('promtool');
  } catch (error) {
    throw new Missing(`${String(error)}: it is in Debian's package prometheus`);
  }
}
