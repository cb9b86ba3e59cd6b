/** What goes wrong in the model of commit and resume. */
import { connectionOf, restart } from './agent.ts';
import { loseAnswers, newCollector } from './collector.ts';
import { endSession } from './connection.ts';
import { withCollector, type Move } from './move.ts';
import type { Instance, World } from './world.ts';

export function* faults(world: World, instance: Instance): Generator<Move> {
  const all = instance.only;
  for (const move of allFaults(world)) if (all === undefined || all.includes(move.fault!)) yield move;
}

function* allFaults(world: World): Generator<Move> {
  for (const agent of world.agents.keys()) {
    yield {
      fault: 'agent killed',
      label: `agent ${agent} is killed`,
      change: (next) => {
        const connection = connectionOf(next, agent);
        if (connection !== undefined) Object.assign(connection, { isOpen: false, isCut: true, toAgent: [] });
        next.agents[agent] = restart(next.agents[agent]!);
      },
    };
    for (const [index, { isCut }] of world.connections[agent]!.entries())
      if (!isCut)
        yield {
          fault: 'link broken',
          label: `the link of agent ${agent} breaks`,
          change: (next) => void (next.connections[agent]![index]!.isCut = true),
        };
  }
  for (const [collector, { phase }] of world.collectors.entries()) {
    yield {
      fault: 'collector killed',
      label: `collector ${collector} is killed`,
      change: (next) => {
        for (const insert of next.database.inserts) if (insert.owner === collector) insert.owner = -1;
        for (const one of next.connections.flat()) if (one.collector === collector) endSession(one);
        const marks = next.collectors.map(({ mark }) => mark);
        next.collectors[collector] = newCollector(next.agents.length, Math.max(...marks) + 1);
      },
    };
    if (phase === 'lease' || phase === 'kill' || phase === 'read' || phase === 'apply')
      yield {
        fault: 'recovery failed',
        label: `collector ${collector} gets no answer while it recovers`,
        change: withCollector(collector, (live) => live.recoveryFailed()),
      };
  }
  for (const [index, { owner, at }] of world.database.inserts.entries()) {
    if (owner >= 0)
      yield {
        fault: 'answer lost',
        label: `the answer to an insert of collector ${owner} is lost (${at})`,
        change: (next) => {
          next.database.inserts[index]!.owner = -1;
          loseAnswers(next, [owner]);
        },
      };
    if (at === 'under way')
      yield {
        fault: 'insert refused',
        label: 'the database takes no insert',
        change: ({ database }) => void (database.inserts[index]!.at = 'overloaded'),
      };
    if (at === 'under way')
      yield {
        fault: 'insert refused for unknown reasons',
        label: 'the database takes no insert, and nobody knows why',
        change: ({ database }) => void (database.inserts[index]!.at = 'refused'),
      };
  }
  yield {
    fault: 'database restarted',
    label: 'the database restarts',
    change: (next) => {
      const owners = next.database.inserts.map(({ owner }) => owner).filter((owner) => owner >= 0);
      next.database.inserts = [];
      loseAnswers(next, owners);
    },
  };
}
