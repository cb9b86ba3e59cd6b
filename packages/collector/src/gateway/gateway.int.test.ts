import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Hello } from '@hostwire/protocol';
import { waitFor } from '@hostwire/testing';
import { inventoryOf } from '@hostwire/testing/protocol';
import { connectTls, readResponse, TestAgent, type TestConnection } from '../testing/test-agent.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { startRelay } from '../testing/tls-relay.ts';
import { TestSpool } from '../testing/test-spool.ts';
import { gatewayLimits } from './gateway-limits.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe('enrolment', () => {
  test('gives an agent with a unique host name and the labels of the token', async () => {
    const { token, secret } = await gateway.token({ uses: 2, labels: { env: 'prod' } });
    const attempt = { port: gateway.port, tokenId: token.tokenId, secret };
    expect(await new TestAgent().enrol(attempt)).toMatchObject({ status: 200, response: { host: 'web1' } });
    expect(await new TestAgent().enrol(attempt)).toMatchObject({ status: 200, response: { host: 'web1-2' } });
    expect(gateway.registry.agent('web1-2')).toMatchObject({ labels: { env: 'prod' }, revokedMs: null });
    expect(gateway.registry.tokens()).toMatchObject([{ state: 'used_up', usesLeft: 0 }]);
  });

  test('the same token and key again give the same agent; another key is refused and recorded', async () => {
    const { token, secret } = await gateway.token();
    const attempt = { port: gateway.port, tokenId: token.tokenId, secret };
    const agent = new TestAgent();
    const first = await agent.enrol(attempt);
    expect(await agent.enrol(attempt)).toEqual(first);
    expect(await new TestAgent().enrol(attempt)).toMatchObject({
      status: 409,
      refusal: { code: 'KEY_MISMATCH' },
    });
    expect(await new TestAgent().enrol({ ...attempt, machineHash: 'cd'.repeat(32) })).toMatchObject({
      status: 403,
      refusal: { code: 'TOKEN_USED_UP' },
    });
    expect(gateway.store.audit.map(({ action, detail }) => [action, detail.split(',')[0]])).toEqual([
      ['token.create', 'uses 1'],
      ['agent.enrol', `token ${token.tokenId}`],
      ['agent.enrol_refused', 'KEY_MISMATCH'],
      ['agent.enrol_refused', 'TOKEN_USED_UP'],
    ]);
  });

  test('two at the same instant cannot share one use', async () => {
    const { token, secret } = await gateway.token();
    const attempt = { port: gateway.port, tokenId: token.tokenId, secret };
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((hostname) => new TestAgent().enrol({ ...attempt, hostname })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect(gateway.store.agents.size).toBe(1);
  });

  test.each([
    ['a secret that is wrong', { secret: Buffer.alloc(32, 1) }, {}, 'TOKEN_UNKNOWN'],
    ['an id that is unknown', { tokenId: '00'.repeat(8) }, {}, 'TOKEN_UNKNOWN'],
    ['a token that has expired', {}, { ttlMs: -1 }, 'TOKEN_EXPIRED'],
    ['a token for another network', {}, { cidr: ['10.0.0.0/8', 'fd00::/8'] }, 'TOKEN_WRONG_NETWORK'],
  ])('refuses %s', async (...[, claim, request, code]) => {
    const { token, secret } = await gateway.token(request);
    const answer = await new TestAgent().enrol({
      port: gateway.port,
      tokenId: token.tokenId,
      secret,
      ...claim,
    });
    expect(answer.refusal?.code).toBe(code);
    expect(gateway.store.agents.size).toBe(0);
  });

  test('refuses a token that was revoked, and an agent that was', async () => {
    const { token, secret } = await gateway.token({ uses: 5 });
    const attempt = { port: gateway.port, tokenId: token.tokenId, secret };
    const agent = new TestAgent();
    await agent.enrol(attempt);
    await gateway.registry.revokeToken(token.tokenId, { actor: 'test' });
    expect((await new TestAgent().enrol(attempt)).refusal?.code).toBe('TOKEN_REVOKED');
    await gateway.registry.revokeAgent(agent.agentId, { actor: 'test' });
    expect((await agent.enrol(attempt)).refusal?.code).toBe('AGENT_REVOKED');
  });

  test.each([
    ['no protobuf', 'application/x-protobuf', Buffer.from('nonsense'), 400],
    ['another content type', 'text/plain', Buffer.from(''), 415],
    ['a body beyond the limit', 'application/x-protobuf', Buffer.alloc(20_000), 413],
  ])('refuses %s', async (...[, type, body, status]) => {
    const socket = await connectTls(gateway.port);
    socket.write(
      `POST /v1/enroll HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
    expect((await readResponse(socket)).status).toBe(status);
  });

  test('gets in beside an address full of failures', async () => {
    const { token, secret } = await gateway.token();
    const attempt = { port: gateway.port, tokenId: token.tokenId, secret };
    const bad = { ...attempt, secret: Buffer.alloc(32) };
    const enough = gatewayLimits.failing.failures.burst + 2;
    for (let i = 0; i < enough; i++) expect((await new TestAgent().enrol(bad)).status).toBe(401);
    expect((await new TestAgent().enrol(attempt)).status).toBe(200);
  });
});

describe('login', () => {
  test('a header that was used on another connection opens nothing', async () => {
    const agent = await gateway.agent();
    const { authorization } = await agent.connect(gateway.port);
    await expect(agent.connect(gateway.port, { authorization })).rejects.toMatchObject({ status: 401 });
    await expect(agent.connect(gateway.port)).resolves.toBeDefined();
  });

  test('a relay with a certificate of its own cannot use the login of an agent that believes it', async () => {
    const agent = await gateway.agent();
    const relay = await startRelay(gateway.port);
    try {
      await expect(agent.connect(relay.port)).rejects.toMatchObject({ status: 401 });
      expect(relay.passed()).toContain('Authorization'.toLowerCase());
      await expect(agent.connect(gateway.port)).resolves.toBeDefined();
    } finally {
      await relay.stop();
    }
  });

  test('another key, another agent, no header: 401', async () => {
    const agent = await gateway.agent();
    const impostor = new TestAgent();
    impostor.agentId = agent.agentId;
    await expect(impostor.connect(gateway.port)).rejects.toMatchObject({ status: 401 });
    await expect(new TestAgent().connect(gateway.port)).rejects.toMatchObject({ status: 401 });
    await expect(agent.connect(gateway.port, { authorization: 'Bearer x' })).rejects.toMatchObject({
      status: 401,
    });
  });

  test('gets in beside failures of the same address, which take nothing of the admission rate', async () => {
    const slow = await TestGateway.start({ loginsPerSecond: 5 });
    try {
      const agent = await slow.agent();
      const impostor = new TestAgent();
      impostor.agentId = agent.agentId;
      const attempts = 2 * gatewayLimits.failing.failures.burst;
      for (let i = 0; i < attempts; i++)
        await expect(impostor.connect(slow.port)).rejects.toMatchObject({ status: 401 });
      await expect(agent.connect(slow.port)).resolves.toBeDefined();
    } finally {
      await slow.stop();
    }
  });

  test('beyond the admission rate: 503 with Retry-After', async () => {
    const slow = await TestGateway.start({ loginsPerSecond: 1 });
    try {
      const agent = await slow.agent();
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => agent.connect(slow.port)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3);
      expect(outcomes).toContainEqual(
        expect.objectContaining({ reason: expect.objectContaining({ status: 503 }) }),
      );
      const socket = await connectTls(slow.port);
      socket.write('GET /v1/agent HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
      expect((await readResponse(socket)).head).toMatch(/^HTTP\/1.1 503 .*\r\nRetry-After: 2/s);
    } finally {
      await slow.stop();
    }
  });

  test('connections that say nothing make room for those that log in', async () => {
    const small = await TestGateway.start({ maxConnectionsPerAddress: 2 });
    try {
      const agent = await small.agent();
      const silent = [await connectTls(small.port), await connectTls(small.port)];
      const connection = await agent.connect(small.port);
      await waitFor('the oldest silent connection is cut', () => silent[0]!.destroyed);
      const other = await connectTls(small.port);
      await waitFor('the other silent connection is cut', () => silent[1]!.destroyed);
      expect(connection.closeCode).toBeUndefined();
      other.destroy();
    } finally {
      await small.stop();
    }
  });

  test('too many sessions from one address are closed before TLS', async () => {
    const small = await TestGateway.start({ maxConnectionsPerAddress: 2 });
    try {
      const agent = await small.agent();
      const held = [await agent.connect(small.port), await agent.connect(small.port)];
      await expect(connectTls(small.port)).rejects.toThrow();
      held.forEach(({ webSocket }) => webSocket.terminate());
      await waitFor('a place is free again', async () =>
        connectTls(small.port).then(
          (socket) => !socket.destroy().readable,
          () => false,
        ),
      );
    } finally {
      await small.stop();
    }
  });

  test('TLS 1.2 is not spoken', async () => {
    const socket = connect({
      host: '127.0.0.1',
      port: gateway.port,
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
    });
    await expect(once(socket, 'secureConnect')).rejects.toMatchObject({
      code: expect.stringMatching(/PROTOCOL_VERSION/),
    });
  });

  test('other paths get nowhere, plain HTTP no answer', async () => {
    const plain = connectTcp(gateway.port, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const heard: Buffer[] = [];
    plain.on('data', (chunk) => heard.push(chunk));
    await waitFor('the connection is cut', () => plain.destroyed || plain.readableEnded);
    expect(Buffer.concat(heard).includes('HTTP/')).toBe(false);
    const socket = await connectTls(gateway.port);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect((await readResponse(socket)).status).toBe(404);
  });
});

/** What the test gateway hands out in its n-th Welcome. */
const generation = (count: number): number => 2 ** 12 + count;

describe('session', () => {
  let agent: TestAgent;
  let spool: TestSpool;
  let connection: TestConnection;
  beforeEach(async () => {
    agent = await gateway.agent();
    spool = new TestSpool();
    connection = await agent.connect(gateway.port);
  });

  async function open(): Promise<void> {
    connection.send(spool.hello());
    await connection.frame('welcome');
  }

  test('welcomes, commits, acknowledges', async () => {
    connection.send(spool.hello());
    expect(await connection.frame('welcome')).toMatchObject({
      nextSeq: 1,
      generation: generation(1),
      settings: { intervalMs: 1_000 },
    });
    connection.send(...spool.batches(3), spool.gap('agent_stopped'));
    await connection.acked(4);
    expect(gateway.writer.rows).toBe(7);
    expect(gateway.sessions.find(agent.agentId)?.address).toBe('127.0.0.1');
  });

  test('answers an old duplicate with the Ack, a hole with Resume', async () => {
    await open();
    const batches = spool.batches(4);
    connection.send(batches[0]!);
    await connection.acked(1);
    connection.frames.length = 0;
    connection.send(batches[0]!);
    await connection.acked(1);
    connection.send(batches[2]!, batches[3]!);
    expect(await connection.frame('resume')).toMatchObject({ nextSeq: 2 });
    connection.send(...batches.slice(1));
    await connection.acked(4);
    expect(connection.frames.filter(({ type }) => type === 'resume').length).toBe(1);
  });

  test('a malformed batch costs a Nack and takes its number; the third ends the session', async () => {
    await open();
    const bad = () => spool.batch({ payload: Buffer.from([0xff, 0xff, 0xff]) });
    connection.send(spool.batch(), bad(), spool.batch());
    expect(await connection.frame('nack')).toMatchObject({ seq: 2, code: 'malformed' });
    await connection.acked(3);
    connection.send(bad(), bad());
    expect(await connection.frame('go_away')).toMatchObject({ reason: 'protocol' });
    await connection.closed();
  });

  test('a broken hash chain: Nack, audit, GoAway clone', async () => {
    await open();
    connection.send(spool.batch());
    await connection.acked(1);
    connection.send({ ...spool.batch(), prevHash: 'ee'.repeat(8) });
    expect(await connection.frame('nack')).toMatchObject({ seq: 2, code: 'chain' });
    expect(await connection.frame('go_away')).toMatchObject({ reason: 'clone' });
    await waitFor('the audit log tells', () =>
      gateway.store.audit.some(({ action }) => action === 'agent.clone_suspected'),
    );
  });

  test('a second connection takes over', async () => {
    await open();
    const second = await agent.connect(gateway.port);
    second.send(spool.hello({ generation: generation(1) }));
    expect(await second.frame('welcome')).toMatchObject({ generation: generation(2) });
    expect(await connection.frame('go_away')).toMatchObject({ reason: 'taken_over' });
    await connection.closed();
    expect(gateway.sessions.connected).toBe(1);
  });

  test('a session generation that was not handed out is a clone', async () => {
    await open();
    for (const count of [1, 2]) {
      const next = await agent.connect(gateway.port);
      next.send(spool.hello({ generation: generation(count) }));
      await next.frame('welcome');
    }
    const clone = await agent.connect(gateway.port);
    clone.send(spool.hello({ generation: generation(1) }));
    expect(await clone.frame('go_away')).toMatchObject({ reason: 'clone' });
  });

  test('a clone stays out and is reported, until somebody says whose the identity is', async () => {
    await open();
    const connect = async (hello: Hello) => {
      const connection = await agent.connect(gateway.port);
      connection.send(hello);
      return connection;
    };
    const clone = spool.hello({ bootId: 'clone', generation: generation(1) });
    expect(await (await connect(clone)).frame('go_away')).toMatchObject({ reason: 'clone' });
    expect(gateway.identities.cloneOf(agent.agentId)).toMatchObject({
      detail: 'another machine is connected under this identity',
    });

    const row = gateway.registry.agent(agent.agentId)!;
    await gateway.identities.accept(row, 'connected');
    expect(gateway.identities.cloneOf(agent.agentId)).toBeUndefined();
    connection.webSocket.terminate();
    await waitFor('the owner is gone', () => gateway.sessions.find(agent.agentId) === undefined);
    expect(await (await connect(clone)).frame('go_away')).toMatchObject({ reason: 'clone' });

    await gateway.identities.accept(row, 'next');
    expect(await (await connect(clone)).frame('welcome')).toMatchObject({ nextSeq: 1 });
    const original = await connect(spool.hello());
    expect(await original.frame('go_away')).toMatchObject({ reason: 'clone' });
  });

  test('revoking cuts the session within a second and refuses the next login', async () => {
    await open();
    connection.send(spool.batch());
    await connection.acked(1);
    const beganMs = Date.now();
    await gateway.registry.revokeAgent(agent.agentId, { actor: 'test' });
    expect(await connection.frame('go_away')).toMatchObject({ reason: 'revoked' });
    await connection.closed();
    expect(Date.now() - beganMs).toBeLessThan(1_000);
    await expect(agent.connect(gateway.port)).rejects.toMatchObject({ status: 403 });
    expect(gateway.table.get(`${agent.agentId}/${spool.epoch}`)).toBeUndefined();
  });

  test('inventories are handed on', async () => {
    await open();
    const inventory = inventoryOf();
    connection.send(inventory);
    await waitFor('the inventory arrives', () => gateway.reports.length === 1);
    expect(gateway.reports[0]).toEqual(inventory);
  });

  const sendHello = () => connection.send(spool.hello());
  const bytes = (...values: number[]) => connection.socket.write(Buffer.from(values));
  const goAway = 1000;
  const protocolError = 1002;
  const tooManyFragments = 1008;
  const tooBig = 1009;
  test.each<[string, number, () => unknown]>([
    ['a text frame', goAway, () => connection.webSocket.send('hello')],
    ['a first frame that is not Hello', goAway, () => connection.send(spool.batch())],
    ['two Hellos', goAway, () => [1, 2].forEach(() => sendHello())],
    ['bytes that are no frame', goAway, () => connection.webSocket.send(Buffer.alloc(100, 0xff))],
    ['a frame that only a collector sends', goAway, () => connection.send({ type: 'resume', nextSeq: 1 })],
    ['a version from the future', goAway, () => connection.send(spool.hello({ protocol: 99 }))],
    [
      '1 MiB of empty sub-messages',
      goAway,
      () => connection.webSocket.send(Buffer.alloc(1_000_000, '\x12\x00')),
    ],
    [
      'a flood of fragments',
      tooManyFragments,
      () => Array.from({ length: 100 }, () => connection.webSocket.send(Buffer.alloc(1), { fin: false })),
    ],
    ['a length of 100 MB', tooBig, () => bytes(0x82, 0xff, 0, 0, 0, 0, 0x06, 0, 0, 0, 1, 2, 3, 4)],
    ['a frame without a mask', protocolError, () => bytes(0x82, 0x02, 1, 2)],
    ['an unknown opcode', protocolError, () => bytes(0x83, 0x80, 1, 2, 3, 4)],
    ['a compressed frame', protocolError, () => bytes(0xc2, 0x81, 1, 2, 3, 4, 5)],
    ['a ping of 126 bytes', protocolError, () => bytes(0x89, 0xfe, 0, 126, 1, 2, 3, 4)],
    ['a ping in two fragments', protocolError, () => bytes(0x09, 0x80, 1, 2, 3, 4)],
    ['a close with a code that is none', protocolError, () => bytes(0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe7)],
    ['a continuation of nothing', protocolError, () => bytes(0x80, 0x80, 1, 2, 3, 4)],
    [
      'empty fragments without end',
      tooManyFragments,
      () => Array.from({ length: 100 }, (_, i) => bytes(i === 0 ? 0x02 : 0x00, 0x80, 1, 2, 3, 4)),
    ],
    ['reserved bits', protocolError, () => bytes(0xf2, 0x82, 1, 2, 3, 4, 0, 0)],
    ['a message beyond the limit', tooBig, () => connection.webSocket.send(Buffer.alloc(2 ** 20 + 1))],
  ])('%s ends this session and no other', async (...[, code, attack]) => {
    const other = await (await gateway.agent('db1')).connect(gateway.port);
    const otherSpool = new TestSpool();
    other.send(otherSpool.hello());
    await other.frame('welcome');
    attack();
    expect(await connection.closed()).toBe(code);
    other.send(otherSpool.batch());
    await other.acked(1);
    await waitFor('the session is forgotten', () => gateway.sessions.find(agent.agentId) === undefined);
  });

  test('pings are answered; a flood of them ends this session and keeps no other waiting', async () => {
    await open();
    const pongs: Buffer[] = [];
    connection.webSocket.on('pong', (data) => pongs.push(data));
    connection.webSocket.ping('hello');
    await waitFor('the pong', () => pongs.length === 1);
    const other = await (await gateway.agent('db1')).connect(gateway.port);
    const otherSpool = new TestSpool();
    other.send(otherSpool.hello());
    await other.frame('welcome');
    connection.socket.write(Buffer.alloc(20_000 * 6, Buffer.of(0x89, 0x80, 1, 2, 3, 4)));
    other.send(otherSpool.batch());
    await other.acked(1);
    expect(await connection.frame('go_away')).toMatchObject({ reason: 'overload' });
    expect(pongs.length).toBeLessThan(10_000);
  });

  test('an agent that reads nothing any more is cut once its acknowledgements pile up, and no other', async () => {
    await open();
    connection.send(spool.batch());
    await connection.acked(1);
    const other = await (await gateway.agent('db1')).connect(gateway.port);
    const otherSpool = new TestSpool();
    other.send(otherSpool.hello());
    await other.frame('welcome');
    connection.webSocket.pause();
    const sequence = gateway.table.get(`${agent.agentId}/${spool.epoch}`)!;
    // As the committer says it after each commit: the sockets' own buffers have to be full before anything piles up.
    const commits = setInterval(() => {
      for (let i = 0; i < 500; i++) gateway.sessions.acknowledge({ sequence, batches: [] });
    }, 1);
    const isCut = () => gateway.sessions.find(agent.agentId) === undefined;
    await waitFor('the session is cut', isCut, 60_000).finally(() => clearInterval(commits));
    other.send(otherSpool.batch());
    await other.acked(1);
    connection.webSocket.terminate();
  }, 90_000);

  test('stopping sends sessions away with a window, after acknowledging what was taken in', async () => {
    await open();
    connection.send(spool.batch());
    await waitFor(
      'the batch is taken in',
      () => gateway.table.get(`${agent.agentId}/${spool.epoch}`)?.tail.seq === 1,
    );
    await gateway.stop();
    expect(await connection.frame('go_away')).toMatchObject({
      reason: 'restart',
      retryMinMs: 0,
      retryMaxMs: 1_000,
    });
    expect(connection.frames).toContainEqual(expect.objectContaining({ type: 'ack', committedSeq: 1 }));
  });
});
