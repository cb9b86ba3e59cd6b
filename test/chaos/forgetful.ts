/** What the agents that keep acknowledged batches for seconds still have on their disks. */
import type { ChaosAgent } from './chaos-agent.ts';
import { readSpool } from './spool-records.ts';
import { numbersOf } from './stored.ts';

export interface Forgetful {
  /** `AGENT/EPOCH` that it gives numbers in now. */
  readonly present: string;
  /** As `AGENT/EPOCH SEQ`. */
  readonly kept: ReadonlySet<string>;
  readonly owns: (key: string) => boolean;
}

/** Throws while such an agent has not said who it is, as after a start. */
export function readForgetful(agents: readonly ChaosAgent[]): Forgetful[] {
  return agents
    .filter(({ forgets }) => forgets)
    .map((agent) => {
      const state = agent.state();
      if (state === undefined) throw new Error(`${agent.name} has not written its state yet`);
      const id = state.agent_id;
      const ranges = readSpool(agent.spoolDir).map(({ epoch, firstSeq, lastSeq }) => ({
        key: `${id}/${epoch}`,
        first: firstSeq,
        last: lastSeq,
      }));
      return {
        present: `${id}/${state.spool.epoch}`,
        kept: numbersOf(ranges),
        owns: (key) => key.startsWith(`${id}/`),
      };
    });
}
