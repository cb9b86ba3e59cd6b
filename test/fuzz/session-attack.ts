import type { AttackAgent, AttackAgents } from './attack-agents.ts';
import { openSession } from './attack-agents.ts';
import type { Case } from './case.ts';
import { exchange } from './exchange.ts';
import { describeSession } from './web-socket-frames.ts';

/** Longer than the collector takes to commit what nobody waits for. */
const patienceMs = 700;

/** So long is the answer to the first message awaited before the others are sent. */
const welcomeMs = 1_000;
/** One case in so many does not wait for it: which one, its length says. */
const hastyOf = 6;

/** Opens a session as an enrolled host, writes the bytes that `messages` gives for it, and says how it was answered. */
export async function playSession(
  { port, agents }: { port: number; agents: AttackAgents },
  messages: (agent: AttackAgent) => Case,
): Promise<string> {
  return agents.with(async (agent) => {
    const socket = await openSession(port, agent);
    const all = messages(agent);
    const isHasty = all.length % hastyOf === hastyOf - 1;
    const { received, isOver } = await exchange(socket, all, {
      patienceMs,
      welcomeMs: isHasty ? 0 : welcomeMs,
    });
    const { words, generation } = describeSession(received, isOver);
    if (generation !== undefined) agent.generation = generation;
    if (/^40[13]$/.test(words) || words.includes('go_away:revoked')) await agents.replace(agent);
    return words;
  });
}
