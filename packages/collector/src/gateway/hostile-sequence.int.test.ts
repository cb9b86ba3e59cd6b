import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Batch, Gap, Hello } from '@hostwire/protocol';
import { waitFor } from '@hostwire/testing';
import type { TestAgent, TestConnection } from '../testing/test-agent.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { TestSpool } from '../testing/test-spool.ts';

const largest = Number.MAX_SAFE_INTEGER;

let gateway: TestGateway;
let agent: TestAgent;
let spool: TestSpool;
let witness: TestConnection;
let witnessSpool: TestSpool;
beforeEach(async () => {
  gateway = await TestGateway.start();
  agent = await gateway.agent();
  spool = new TestSpool();
  witnessSpool = new TestSpool();
  witness = await open(await gateway.agent('witness'), witnessSpool);
});
afterEach(() => gateway.stop());

async function open(who: TestAgent, its: TestSpool, hello: Partial<Hello> = {}): Promise<TestConnection> {
  const connection = await who.connect(gateway.port);
  connection.send(its.hello(hello));
  await connection.frame('welcome');
  return connection;
}

/** Another agent goes on as if nothing were. */
async function expectWitness(): Promise<void> {
  witness.send(witnessSpool.batch());
  await witness.acked(witnessSpool.lastSeq);
}

const sequenceOf = (its: TestSpool, who = agent) => gateway.table.get(`${who.agentId}/${its.epoch}`);

describe('abuse of the sequence', () => {
  const renumbered = (seq: number) => (batch: Batch) => ({ ...batch, seq });
  test.each<[string, (batch: Batch) => Batch, answer: 'ack' | 'resume' | 'go_away' | 'nack']>([
    ['a number again', renumbered(2), 'nack'],
    ['a number long committed, with other content', renumbered(1), 'ack'],
    ['one number left out', renumbered(4), 'resume'],
    ['the largest number', renumbered(largest), 'resume'],
    ['the same number with other content', (batch) => ({ ...batch, seq: 2, createdMs: 1 }), 'nack'],
    ['the next number with another history', (batch) => ({ ...batch, prevHash: 'ab'.repeat(8) }), 'nack'],
  ])('%s', async (_name, change, answer) => {
    const connection = await open(agent, spool);
    connection.send(...spool.batches(2));
    await connection.acked(2);
    connection.frames.length = 0;
    connection.send(change(spool.batch()));
    await connection.frame(answer);
    expect(sequenceOf(spool)?.committed.seq ?? 2).toBe(2);
    await expectWitness();
  });

  test('a gap over everything costs its own agent the sequence, and nobody else anything', async () => {
    const connection = await open(agent, spool);
    connection.send(spool.gap('spool_full', { numbers: largest - 1 }));
    await connection.acked(largest - 1);
    expect(sequenceOf(spool)?.committed.seq).toBe(largest - 1);
    const rows = gateway.writer.rows;
    connection.send({ ...spool.gap('spool_full'), firstSeq: 1, lastSeq: largest - 1 } satisfies Gap);
    await connection.frame('ack');
    await expectWitness();
    expect(gateway.writer.rows).toBe(rows + 2); // those of the witness
  });

  test.each<[string, Partial<Hello>]>([
    ['more acknowledged than there is', { firstUnacked: 1_000, lastSeq: 2_000, prevHash: 'ab'.repeat(8) }],
    ['more acknowledged than sent', { firstUnacked: 9, lastSeq: 3 }],
    [
      'everything from the largest number on',
      { firstRetained: largest, firstUnacked: largest, lastSeq: largest },
    ],
  ])('a Hello that claims %s is told what is committed', async (_name, claim) => {
    const connection = await open(agent, spool, claim);
    expect(await connection.frame('welcome')).toMatchObject({ nextSeq: 1 });
    connection.send(spool.batch());
    await connection.acked(1);
    await expectWitness();
  });

  test('the epoch of another agent is a sequence of its own', async () => {
    const connection = await open(agent, spool, { epoch: witnessSpool.epoch });
    connection.send({ ...new TestSpool().gap('agent_stopped', { numbers: 500 }) });
    await connection.acked(500);
    await expectWitness();
    expect(witness.frames.filter(({ type }) => type === 'nack' || type === 'resume')).toEqual([]);
  });

  test('an epoch for every connection: memory holds the newest', async () => {
    let generation = 0;
    const epochs = Array.from({ length: 30 }, () => new TestSpool());
    for (const one of epochs) {
      const connection = await open(agent, one, { generation });
      ({ generation } = await connection.frame('welcome'));
      connection.webSocket.terminate(); // an agent has one connection
      await waitFor('the session ends', () => gateway.sessions.find(agent.agentId) === undefined);
    }
    const known = [...gateway.table.sequences()].filter(({ agentId }) => agentId === agent.agentId);
    expect(known.map(({ epoch }) => epoch)).toEqual([epochs.at(-1)!.epoch]);
    await expectWitness();
  });
});

describe('one identity on two machines', () => {
  test('both online: the newcomer is kept out, again and again, and the owner goes on', async () => {
    const original = await open(agent, spool);
    original.send(spool.batch());
    await original.acked(1);
    const { generation } = await original.frame('welcome');
    const attempts = [{ generation: 0 }, { generation }, { generation, machineHash: 'cd'.repeat(32) }];
    for (const attempt of attempts) {
      const copy = await agent.connect(gateway.port);
      copy.send(new TestSpool().hello({ bootId: 'copy', ...attempt }));
      expect(await copy.frame('go_away')).toMatchObject({ reason: 'clone' });
    }
    original.send(spool.batch());
    await original.acked(2);
    expect(original.frames.filter(({ type }) => type === 'go_away')).toEqual([]);
    await waitFor('the audit log names it', async () =>
      gateway.store.audit.some(({ action }) => action.includes('clone')),
    );
  });

  test('both online under the policy "alert": the newcomer takes over, and is reported', async () => {
    const lenient = await TestGateway.start({ clones: 'alert' });
    try {
      const shared = await lenient.agent();
      const original = await shared.connect(lenient.port);
      original.send(spool.hello());
      await original.frame('welcome');
      const copy = await shared.connect(lenient.port);
      copy.send(new TestSpool().hello({ bootId: 'copy' }));
      await copy.frame('welcome');
      expect(await original.frame('go_away')).toMatchObject({ reason: 'taken_over' });
      await waitFor('the audit log names it', async () =>
        lenient.store.audit.some(({ action }) => action.includes('clone')),
      );
    } finally {
      await lenient.stop();
    }
  });
});
