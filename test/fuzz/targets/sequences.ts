import { encodeFrame, zeroHash, type Frame } from '@hostwire/protocol';
import type { Random } from '../../chaos/random.ts';
import type { AttackAgent } from '../attack-agents.ts';
import { caseOf, type Case } from '../case.ts';
import { playSession } from '../session-attack.ts';
import { SpoolFrames } from '../spool-frames.ts';
import { ordinaryPace, type Target } from '../target.ts';
import { binaryMessage, writeWebSocketFrame } from '../web-socket-frames.ts';
import type { World } from '../world.ts';

type Step = (spool: SpoolFrames, count: number, agent: AttackAgent) => Frame | Uint8Array;

/** What a session may consist of; each frame is sound in itself, only its place is not. */
const steps: Readonly<Record<string, Step>> = {
  hello: (spool, _count, agent) => spool.hello(identityOf(agent)),
  history: (spool, _count, agent) => spool.hello({ ...identityOf(agent), stream: 'history' }),
  stranger: (spool) => spool.hello({ machineHash: 'cd'.repeat(32) }),
  oldSession: (spool, count, agent) =>
    spool.hello({ ...identityOf(agent), generation: Math.max(0, agent.generation - count) }),
  future: (spool, count, agent) => spool.hello({ ...identityOf(agent), protocol: count + 2 }),
  hole: (spool, count, agent) =>
    spool.hello({ ...identityOf(agent), firstRetained: count + 5, firstUnacked: count + 1, lastSeq: count }),
  far: (spool, _count, agent) =>
    spool.hello({
      ...identityOf(agent),
      firstRetained: 1,
      firstUnacked: 1,
      lastSeq: Number.MAX_SAFE_INTEGER,
    }),
  batch: (spool) => spool.batch(),
  skip: (spool, count) => spool.batch(undefined, { seq: spool.seq + 1 + count }),
  back: (spool, count) => spool.batch(undefined, { seq: Math.max(1, spool.seq - count) }),
  last: (spool) => spool.batch(undefined, { seq: Number.MAX_SAFE_INTEGER }),
  chain: (spool) => spool.batch(undefined, { prevHash: 'ff'.repeat(8) }),
  again: (spool) => spool.batch(undefined, { prevHash: zeroHash }),
  yesterday: (spool, count) => spool.batch(undefined, { day: Math.max(0, spool.batch().day - count) }),
  gap: (spool, count) => spool.gap(Math.max(1, count)),
  backwards: (spool, count) => spool.gap(1, { fromMs: Date.now(), toMs: Date.now() - count * 1_000 }),
  wide: (spool) => spool.gap(Number.MAX_SAFE_INTEGER - spool.seq - 1),
  keyDone: () => ({
    type: 'key_renewal',
    step: 'installed',
    publicKey: 'ab'.repeat(32),
    oldSignature: '',
    newSignature: '',
  }),
  keyOffer: () => ({
    type: 'key_renewal',
    step: 'offered',
    publicKey: 'ab'.repeat(32),
    oldSignature: 'cd'.repeat(64),
    newSignature: 'ef'.repeat(64),
  }),
  serverKey: () => ({ type: 'server_key', nextPin: 'ab'.repeat(32) }),
  noIssues: () => ({ type: 'issues', issues: [] }),
  upgraded: () => ({ type: 'upgrade_report', version: '9.9.9', state: 'failed', detail: 'x' }),
  welcome: () => ({ type: 'resume', nextSeq: 1 }),
  leave: () => ({ type: 'go_away', reason: 'restart', retryMinMs: 0, retryMaxMs: 0, detail: '' }),
  text: () =>
    writeWebSocketFrame({ final: true, reserved: 0, opcode: 1, masked: true, payload: Buffer.from('hi') }),
  ping: () =>
    writeWebSocketFrame({ final: true, reserved: 0, opcode: 9, masked: true, payload: Buffer.from('p') }),
  close: () =>
    writeWebSocketFrame({
      final: true,
      reserved: 0,
      opcode: 8,
      masked: true,
      payload: Uint8Array.of(3, 232),
    }),
};
const names = Object.keys(steps);

/** Sound frames in every order, with numbers that run ahead, come again, or leave holes. */
export function sequencesTarget({ gatewayPort: port, agents }: World): Target {
  return {
    name: 'sequences',
    pace: ordinaryPace,
    generate,
    play: (attack) => playSession({ port, agents }, (agent) => messages(attack, agent)),
  };
}

function generate(random: Random): Case {
  const first = random.next() < 0.85 ? ['hello 0'] : [];
  const rest = Array.from({ length: random.between(1, 12) }, () =>
    random.next() < 0.4 ? 'batch 1' : `${random.pick(names)} ${random.pick([0, 1, 2, 3, 100, 70_000])}`,
  );
  return caseOf(...first, ...rest);
}

function messages(attack: Case, agent: AttackAgent): Case {
  const spool = new SpoolFrames();
  return attack.flatMap((message) => {
    const [name = '', count = '0'] = Buffer.from(message).toString().split(' ');
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (step === undefined) return [];
    const made = attempt(() => step(spool, Math.trunc(Math.abs(Number(count))) % 2 ** 32 || 0, agent));
    if (made === undefined) return [];
    return made instanceof Uint8Array ? [made] : (attempt(() => [binaryMessage(encodeFrame(made))]) ?? []);
  });
}

/** undefined: what a mutation asks for cannot be written as a frame. */
function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function identityOf({ credentials, generation }: AttackAgent) {
  return { generation, machineHash: credentials.machineHash };
}
