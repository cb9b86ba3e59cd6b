/** An agent: the product's uplink state machine over a spool that keeps what was synced and forgets the rest. */
import {
  initialState,
  transition,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from '@hostwire/agent/model';
import type { CollectorFrame } from '@hostwire/protocol';
import { hashOf } from './content.ts';
import { hangUp, newConnection, type Answer, type Connection, type HelloFrame } from './connection.ts';
import type { World } from './world.ts';

export interface AgentState {
  uplink: UplinkState;
  /** The content of what is synced: see content.ts. */
  sealed: string;
  /** The next batch has its number, and is not synced. */
  isNumbered: boolean;
  ackedSeq: number;
  generation: number;
  /** Restarts so far. */
  run: number;
  wants: 'connection' | 'retry' | 'nothing';
  /** The highest number that was ever acknowledged to it. Not part of the agent: what the proof remembers. */
  acknowledged: number;
}

const noBytes = new Uint8Array(0);
const anyTime = { monoMs: 0, random: () => 0, isRolloverDue: () => false };
/** Bytes are not what this model is about: credit is counted in batches. */
const plenty = 2 ** 30;

/** `sealed`: batches that it has from the start. */
export function newAgent(sealed: number): AgentState {
  return begin({
    sealed: '0'.repeat(sealed),
    isNumbered: false,
    ackedSeq: 0,
    generation: 0,
    run: 0,
    acknowledged: 0,
  });
}

/** Killed and started again: what was not synced is gone, and so is what the collector has acknowledged. */
export function restart({ sealed, generation, run, acknowledged }: AgentState): AgentState {
  return begin({ sealed, isNumbered: false, ackedSeq: 0, generation, run: run + 1, acknowledged });
}

function begin(kept: Omit<AgentState, 'uplink' | 'wants'>): AgentState {
  const { state } = transition(initialState(0, kept.sealed.length), { type: 'start' }, anyTime);
  return { ...kept, uplink: state, wants: 'connection' };
}

export function connectionOf(world: World, agent: number): Connection | undefined {
  return world.connections[agent]!.find(({ isOpen }) => isOpen);
}

export function connect(world: World, agent: number, collector: number): void {
  world.connections[agent]!.push(newConnection(collector));
  deliver(world, agent, { type: 'connected' });
}

export function receive(world: World, agent: number, answer: Answer): void {
  deliver(world, agent, { type: 'frame', frame: toFrame(answer) });
}

/** Gives an event to the uplink and does what it wants done. */
export function deliver(world: World, number: number, event: UplinkEvent): void {
  const agent = world.agents[number]!;
  const events = [event];
  for (let next = events.shift(); next !== undefined; next = events.shift()) {
    const { state, effects } = transition(agent.uplink, next, anyTime);
    agent.uplink = { ...state, attempt: 0 }; // it only decides how long to wait, and any wait may end any time
    for (const effect of effects) {
      if (effect.type === 'fetch') events.push({ type: 'fetched', frame: fetch(world, agent, effect.seq) });
      else perform(world, number, effect);
    }
  }
}

function fetch({ flaw }: World, agent: AgentState, seq: number) {
  const last = agent.sealed.length + (agent.isNumbered && flaw === 'sends before the sync' ? 1 : 0);
  return seq >= 1 && seq <= last ? { firstSeq: seq, lastSeq: seq, bytes: noBytes } : undefined;
}

type SpoolEffect = Extract<
  UplinkEffect,
  { readonly type: 'acknowledge' | 'rewind' | 'welcomed' | 'beginEpoch' | 'fileDeadLetter' }
>;

function perform(world: World, number: number, effect: UplinkEffect): void {
  const agent = world.agents[number]!;
  const connection = connectionOf(world, number);
  const send = (frame: Connection['toCollector'][number]): void => void connection?.toCollector.push(frame);
  switch (effect.type) {
    case 'dial':
      agent.wants = 'connection';
      return;
    case 'setTimer':
      if (effect.timer === 'retry') agent.wants = 'retry';
      return;
    case 'clearTimer':
      if (effect.timer === 'connect') agent.wants = 'nothing';
      return;
    case 'hangUp':
      if (connection !== undefined) hangUp(connection);
      return;
    case 'sendHello':
      send(helloOf(number, agent));
      return;
    case 'send':
      send({ type: 'batch', chain: contentOf(agent).slice(0, effect.frame.lastSeq) });
      return;
    case 'fetch':
    case 'sendPing':
    case 'applySettings':
    case 'passKeyFrame':
    case 'finished':
    case 'rollOver':
      return;
    default:
      remember(world, number, effect);
  }
}

function remember(world: World, number: number, effect: SpoolEffect): void {
  const agent = world.agents[number]!;
  switch (effect.type) {
    case 'acknowledge':
      agent.ackedSeq = Math.max(agent.ackedSeq, Math.min(effect.seq, agent.sealed.length));
      agent.acknowledged = Math.max(agent.acknowledged, effect.seq);
      return;
    case 'rewind':
      agent.ackedSeq = Math.min(agent.ackedSeq, effect.seq);
      return;
    case 'welcomed':
      agent.generation = effect.welcome.generation;
      return;
    case 'beginEpoch':
      world.broken = `agent ${number} begins a new epoch at ${effect.fromSeq}`;
      return;
    case 'fileDeadLetter':
      if (effect.code !== 'poison')
        world.broken = `batch ${effect.seq} of agent ${number} is refused: ${effect.code}`;
  }
}

function helloOf(number: number, agent: AgentState): HelloFrame {
  const { ackedSeq, generation } = agent;
  const known = contentOf(agent);
  const prevHash = ackedSeq === 0 ? '' : hashOf(number, known.slice(0, ackedSeq));
  return { type: 'hello', firstUnacked: ackedSeq + 1, lastSeq: known.length, prevHash, generation };
}

function contentOf({ sealed, isNumbered, run }: AgentState): string {
  return isNumbered ? `${sealed}${run}` : sealed;
}

function toFrame(answer: Answer): CollectorFrame {
  switch (answer.type) {
    case 'welcome':
      return {
        type: 'welcome',
        nextSeq: answer.nextSeq,
        credit: { batches: answer.credit, bytes: plenty },
        generation: answer.generation,
        maxBatchBytes: plenty,
        maxBatchSamples: plenty,
        serverMs: 0,
        settings: { version: 0, intervalMs: 1_000, flushMs: 5_000 },
        nextPin: '',
      };
    case 'ack':
      return {
        type: 'ack',
        committedSeq: answer.committedSeq,
        credit: { batches: answer.credit, bytes: plenty },
      };
    case 'resume':
      return answer;
    case 'nack':
      return { type: 'nack', seq: answer.seq, code: answer.code, detail: '' };
    case 'go_away':
      return { type: 'go_away', reason: answer.reason, retryMinMs: 0, retryMaxMs: 0, detail: '' };
  }
}
