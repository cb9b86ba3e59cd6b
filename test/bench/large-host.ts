// `pnpm bench large-host [--seconds 60] [--json]`: what the agent costs on a made-up host with 256 cores, 100 interfaces,
// 10,000 processes and 300 cgroups whose counters move, measured like that of this host. The kernel makes such files on
// demand and takes its time; here they lie in a folder.
import { parseArgs } from 'node:util';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { measureAgent, pause } from './agent-run.ts';
import { LargeHost } from './large-host-tree.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
});
const warmUpMs = 20_000;

const folder = makeWorkFolder('bench-large-host');
const stack = new Stack(folder);
const agent = new SecondAgent(folder, 'large');
try {
  const host = new LargeHost(folder);
  await stack.start();
  await agent.enroll(stack);
  agent.start(['--proc-root', host.procRoot, '--sys-root', host.sysRoot]);
  const ticking = setInterval(() => host.tick(), 1_000);
  try {
    await agent.seen(stack);
    await pause(warmUpMs);
    print(await measureAgent(agent, stack, { seconds: Number(values.seconds) }), values.json);
  } finally {
    clearInterval(ticking);
  }
  await agent.program.terminate();
} finally {
  await stack.stop();
  removeWorkFolder(folder);
}
