/** Commit and resume as a model for `explore`: which steps a world allows, and what must hold in every world. */
import { connect, newAgent, receive, deliver } from './agent.ts';
import { LiveCollector, newCollector } from './collector.ts';
import { endSession, isGone, type Connection } from './connection.ts';
import { arrive, isPoison, publish, tidy, type Row } from './database.ts';
import type { Model, Step } from './explore.ts';
import { faults } from './faults.ts';
import { withCollector, type Change, type Move } from './move.ts';
import type { Instance, World } from './world.ts';

export function commitModel(instance: Instance): Model {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
  const initial: World = {
    agents: numbers(instance.agents).map(() => newAgent(instance.sealed ?? 0)),
    connections: numbers(instance.agents).map(() => []),
    collectors: numbers(instance.collectors).map((i) => newCollector(instance.agents, i + 1)),
    database: { lease: 0, inserts: [], rows: numbers(instance.agents).map(() => []) },
    faults: instance.faults,
    ...(instance.flaw === undefined ? {} : { flaw: instance.flaw }),
    ...(instance.poison === undefined ? {} : { poison: instance.poison }),
  };
  return {
    initial: JSON.stringify(initial),
    visit: (state) => {
      const world = parse(state);
      return {
        violation: violation(world),
        isGoal: isGoal(world, instance),
        steps: steps(world, instance),
      };
    },
  };
}

function parse(state: string): World {
  return JSON.parse(state) as World;
}

/** For values that came from JSON: several times as fast as parsing it again. */
function copy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => copy(each)) as Value;
  const copied: Record<string, unknown> = {};
  for (const key in value) copied[key] = copy(value[key]);
  return copied as Value;
}

function* steps(before: World, instance: Instance): Generator<Step> {
  for (const { label, change, fault } of moves(before, instance)) {
    const world = copy(before);
    if (change(world) === false) continue;
    if (fault !== undefined) world.faults--;
    tidy(world.database, world.collectors);
    world.connections.forEach((all, agent) => (world.connections[agent] = all.filter(isOfConsequence)));
    const { broken } = world;
    yield { label, isFault: fault !== undefined, next: JSON.stringify(world), broken };
  }
}

/** A connection that is gone is remembered while an older one could still say Hello to the same collector. */
function isOfConsequence(connection: Connection, index: number, all: readonly Connection[]): boolean {
  if (!isGone(connection)) return true;
  const older = all.slice(0, index);
  return (
    connection.hasGreeted &&
    older.some((one) => one.session !== null && one.collector === connection.collector)
  );
}

function* moves(world: World, instance: Instance): Generator<Move> {
  for (const agent of world.agents.keys()) {
    yield* agentMoves(world, agent, instance);
    yield* connectionMoves(world, agent);
  }
  for (const collector of world.collectors.keys()) yield* collectorMoves(world, collector);
  for (const index of world.database.inserts.keys()) yield* insertMoves(world, index, instance);
  if (world.faults > 0) yield* faults(world, instance);
}

function* agentMoves(world: World, agent: number, { batches, collectors }: Instance): Generator<Move> {
  const { sealed, isNumbered, wants } = world.agents[agent]!;
  const name = `agent ${agent}`;
  if (isNumbered)
    yield {
      label: `${name} syncs a batch`,
      change: (next) => {
        const state = next.agents[agent]!;
        state.sealed += `${state.run}`;
        state.isNumbered = false;
        deliver(next, agent, { type: 'sealed' });
      },
    };
  else if (sealed.length < batches)
    yield {
      label: `${name} numbers a batch`,
      change: (next) => {
        next.agents[agent]!.isNumbered = true;
        if (next.flaw === 'sends before the sync') deliver(next, agent, { type: 'sealed' });
      },
    };
  if (wants === 'retry')
    yield {
      label: `${name} tries again`,
      change: (next) => deliver(next, agent, { type: 'timer', timer: 'retry' }),
    };
  if (wants === 'connection')
    for (let collector = 0; collector < collectors; collector++)
      yield {
        label: `${name} reaches collector ${collector}`,
        change: (next) => connect(next, agent, collector),
      };
}

function* connectionMoves(world: World, agent: number): Generator<Move> {
  for (const [index, { toCollector, toAgent, isOpen, isCut, session, collector }] of world.connections[
    agent
  ]!.entries()) {
    const of = (next: World) => next.connections[agent]![index]!;
    if (toCollector.length > 0 && session !== null)
      yield {
        label: `collector ${collector} receives a ${toCollector[0]!.type} of agent ${agent}`,
        change: withCollector(collector, (live, next) =>
          live.sessions.receive(agent, of(next), of(next).toCollector.shift()!),
        ),
      };
    if (toAgent.length > 0 && isOpen)
      yield {
        label: `agent ${agent} receives ${toAgent[0]!.type}`,
        change: (next) => receive(next, agent, of(next).toAgent.shift()!),
      };
    if (isCut && isOpen)
      yield {
        label: `agent ${agent} notices the end`,
        change: (next) => deliver(next, agent, { type: 'disconnected' }),
      };
    if (isCut && session !== null)
      yield { label: `collector ${collector} notices the end`, change: (next) => endSession(of(next)) };
    if (session !== null && session.core.phase !== 'awaiting_hello') yield* sessionMoves(world, agent, index);
  }
}

function* sessionMoves(world: World, agent: number, index: number): Generator<Move> {
  const { collector, session } = world.connections[agent]![index]!;
  const { core, read } = session!;
  const withSession = (act: (live: LiveCollector, connection: Connection) => unknown): Change =>
    withCollector(collector, (live, next) => act(live, next.connections[agent]![index]!));
  if (core.phase === 'greeting' && read === undefined)
    yield {
      label: `collector ${collector} reads the mark of agent ${agent}`,
      change: withSession((live, connection) => live.sessions.readMark(agent, connection.session!)),
    };
  if (read !== undefined)
    yield {
      label: `collector ${collector} welcomes agent ${agent}`,
      change: withSession((live, connection) => live.sessions.opened(agent, connection)),
    };
  if (core.resumedMs !== undefined || core.isStarved)
    yield {
      label: `collector ${collector}: a second passes for agent ${agent}`,
      change: withSession((live, connection) => live.sessions.tick(agent, connection)),
    };
}

function* collectorMoves(world: World, collector: number): Generator<Move> {
  const name = `collector ${collector}`;
  const live = (act: (live: LiveCollector) => unknown): Change => withCollector(collector, act);
  const { core, turns, phase } = world.collectors[collector]!;
  switch (phase) {
    case 'idle':
      if (core.state === 'unleased' || core.groups.length > 0 || turns.length > 0)
        yield {
          label: `${name} decides`,
          change: withCollector(collector, (one, next) => {
            const happened = one.act();
            const { phase } = next.collectors[collector]!;
            const isAlone = next.collectors.length === 1 && next.database.inserts.length === 0;
            if (isAlone && phase === 'lease') recoverAtOnce(one);
            return happened;
          }),
        };
      return;
    case 'lease':
      yield { label: `${name} takes the lease`, change: live((one) => one.takeLease()) };
      return;
    case 'kill':
      yield { label: `${name} kills older inserts`, change: live((one) => one.killOlder()) };
      return;
    case 'read':
      yield { label: `${name} reads marks`, change: live((one) => one.readMarks()) };
      return;
    case 'apply':
      yield { label: `${name} learns the marks`, change: live((one) => one.applyMarks()) };
      return;
    case 'inserting':
      return;
  }
}

const codes = {
  fenced: 'FENCED',
  'data refused': 'DATA_REFUSED',
  overloaded: 'OVERLOADED',
  refused: 'QUERY_FAILED',
} as const;

/** Where nobody else can act on the database, the order of these three makes no difference to anyone. */
function recoverAtOnce(live: LiveCollector): void {
  live.takeLease();
  live.killOlder();
  live.readMarks();
}

function* insertMoves(world: World, index: number, { isPoisonObscure }: Instance): Generator<Move> {
  const { at, owner } = world.database.inserts[index]!;
  const refuses = (row: Row) => isPoison(row, world) && !row.isTombstone;
  const refusal = isPoisonObscure === true ? 'refused' : 'data refused';
  if (at === 'under way')
    yield {
      label: 'an insert arrives',
      change: ({ database, flaw }) =>
        arrive(database, database.inserts[index]!, {
          checksLease: flaw !== 'inserts without checking the lease',
          refuses,
          refusal,
        }),
    };
  else if (at === 'running')
    yield {
      label: 'an insert is published',
      change: ({ database }) => publish(database, database.inserts[index]!),
    };
  else
    yield {
      label: `collector ${owner} hears: ${at}`,
      change: (next) => {
        next.database.inserts.splice(index, 1);
        const live = new LiveCollector(next, owner);
        if (at === 'committed') live.committed();
        else live.insertFailed('absent', codes[at]);
        live.save();
      },
    };
}

/** Promises 1 and 2, in any state of the world. */
function violation(world: World): string | undefined {
  const { agents, database } = world;
  for (const [number, { sealed, acknowledged }] of agents.entries()) {
    const rows = database.rows[number]!;
    for (const [index, row] of rows.entries()) {
      const { chain, isTombstone } = row;
      if (isTombstone && !isPoison(row, world))
        return `batch ${chain.length} of agent ${number} was given up and is sound`;
      if (chain.length <= index) return `batch ${chain.length} of agent ${number} is there twice`;
      if (chain.length > index + 1)
        return `batch ${index + 1} of agent ${number} is missing before ${chain.length}`;
      if (!sealed.startsWith(chain))
        return `batch ${chain.length} of agent ${number} is not what its disk holds`;
    }
    if (acknowledged > rows.length)
      return `batch ${acknowledged} of agent ${number} is acknowledged and not there`;
  }
  return undefined;
}

/** Everything was made, is committed, and its agent knows. */
function isGoal({ agents, database }: World, { batches }: Instance): boolean {
  return agents.every(
    ({ sealed, uplink }, number) =>
      sealed.length === batches &&
      uplink.committedSeq === batches &&
      database.rows[number]!.length === batches,
  );
}
