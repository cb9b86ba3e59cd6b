import type { Client } from '@hostwire/api/client';
import type { CommandContext } from '../../context.ts';
import { printable } from '../../terminal.ts';

export interface Rotation {
  readonly context: CommandContext;
  /** Ids or host names. */
  readonly hosts: readonly string[] | 'all';
  readonly json: boolean;
}

/** Agents that are connected have their new key within a moment. */
const wait = { limitMs: 15_000, everyMs: 250 } as const;

/** Has agents replace their keys, and waits for those that are connected. Gives the hosts that are still to do it. */
export async function rotateAgents(api: Client, { context, hosts, json }: Rotation): Promise<string[]> {
  const wanted = hosts === 'all' ? (await api.keys.show()).agents.map(({ host }) => host) : hosts;
  const asked: string[] = [];
  for (const agent of wanted) asked.push((await api.agents.rotateKey({ params: { agent } })).agent.host);
  const pending = async () => {
    const { agents } = await api.keys.show();
    return agents.filter(({ host, askedMs }) => asked.includes(host) && askedMs !== null);
  };
  let left = await pending();
  for (let waitedMs = 0; left.some(isComing) && waitedMs < wait.limitMs; waitedMs += wait.everyMs) {
    await context.sleep(wait.everyMs);
    left = await pending();
  }
  if (!json) report(context, { done: asked.length - left.length, left: left.map(({ host }) => host) });
  return left.map(({ host }) => host);
}

function isComing({ connected }: { readonly connected: boolean }): boolean {
  return connected;
}

function report({ terminal }: CommandContext, { done, left }: { done: number; left: string[] }): void {
  if (done > 0) terminal.out.write(`${done} ${done === 1 ? 'agent has' : 'agents have'} a new key.\n`);
  if (left.length > 0)
    terminal.out.write(`Not connected, will have one when they come back: ${printable(left.join(', '))}.\n`);
}
