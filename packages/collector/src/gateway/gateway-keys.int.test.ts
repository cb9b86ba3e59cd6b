import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import { issueCertificate } from '../keys/certificate.ts';
import { connectTls, TestAgent, type TestConnection } from '../testing/test-agent.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { TestSpool } from '../testing/test-spool.ts';

let gateway: TestGateway;
let agent: TestAgent;
beforeEach(async () => {
  gateway = await TestGateway.start();
  agent = await gateway.agent();
});
afterEach(() => gateway.stop());

let spool: TestSpool;
let generation: number;
beforeEach(() => {
  spool = new TestSpool();
  generation = 0;
});

/** A session that was welcomed, of the same machine and spool as the one before. */
async function connect(who = agent, to = gateway): Promise<TestConnection> {
  const connection = await who.connect(to.port);
  connection.send(spool.hello({ generation }));
  ({ generation } = await connection.frame('welcome'));
  return connection;
}

const row = () => gateway.registry.agent(agent.agentId)!;
const renewal = (step: 'requested' | 'accepted') => (frame: { step: string }) => frame.step === step;

async function ask(connection: TestConnection): Promise<void> {
  await gateway.keys.renewAgent(agent.agentId, { actor: 'test' });
  await connection.frame('key_renewal', renewal('requested'));
}

describe('the key of an agent', () => {
  test('is replaced by one that both sign; then the one before opens nothing', async () => {
    const connection = await connect();
    await ask(connection);
    const offer = agent.offer();
    connection.send(offer);
    await connection.frame('key_renewal', renewal('accepted'));
    const before = agent.useNextKey();
    connection.send({ ...offer, step: 'installed', oldSignature: '', newSignature: '' });
    await waitFor('the new key is the one', () => row().publicKey === offer.publicKey);
    expect(row().renewal).toMatchObject({ nextKey: '', askedMs: null });
    await expect(before.connect(gateway.port)).rejects.toMatchObject({ status: 401 });
    await connect();
    expect(gateway.store.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['agent.key_asked', 'agent.key_offered', 'agent.key_renewed']),
    );
  });

  test('a host that crashed before it put the new key in place gets in, and so does one that crashed after', async () => {
    const first = await connect();
    await ask(first);
    const offer = agent.offer();
    first.send(offer);
    await first.frame('key_renewal', renewal('accepted'));
    first.webSocket.terminate();
    await connect(); // with the key before: it crashed before
    const before = agent.useNextKey();
    await connect(); // with the new key, and never said so: it crashed after
    await waitFor('the session makes the new key the one', () => row().publicKey === offer.publicKey);
    await expect(before.connect(gateway.port)).rejects.toMatchObject({ status: 401 });
  });

  test('an offer that nobody asked for, or that the present key did not sign, changes nothing', async () => {
    const connection = await connect();
    const before = row();
    connection.send(agent.offer());
    await ask(connection);
    connection.send(agent.offer({ forged: true }));
    connection.send({ ...agent.offer(), step: 'accepted', oldSignature: '', newSignature: '' });
    await connection.frame('go_away'); // no agent says "accepted": everything before it was read
    expect(row().publicKey).toBe(before.publicKey);
    expect(row().renewal.nextKey).toBe('');
  });

  test('is asked for when it is old enough', async () => {
    const aged = await TestGateway.start({ maxKeyAgeMs: 1 });
    try {
      const old = await aged.agent();
      const connection = await old.connect(aged.port);
      connection.send(new TestSpool().hello());
      await connection.frame('welcome');
      await waitFor(
        'its key is due',
        () => Date.now() > aged.registry.agent(old.agentId)!.renewal.sinceMs + 1,
      );
      aged.keys.exchange.tick();
      await connection.frame('key_renewal', renewal('requested'));
    } finally {
      await aged.stop();
    }
  });
});

async function fingerprintOf(port: number): Promise<string> {
  const socket = await connectTls(port);
  const shown = socket.getPeerX509Certificate()?.fingerprint256 ?? '';
  socket.destroy();
  return shown;
}

describe('the key of the gateway', () => {
  test('is announced, known by those who say so, and replaced without a restart', async () => {
    const connection = await connect();
    const before = await fingerprintOf(gateway.port);
    await gateway.keys.announce();
    const { nextPin } = await connection.frame('server_key');
    expect((await gateway.keys.state()).next).toMatchObject({ pin: nextPin, unaware: ['web1'] });
    connection.send({ type: 'server_key', nextPin });
    await waitFor('the agent knows it', () => gateway.keys.exchange.unaware().length === 0);
    await gateway.keys.switch();
    expect(gateway.keys.current.pin).toBe(nextPin);
    expect(await fingerprintOf(gateway.port)).not.toBe(before);
    expect(connection.closeCode).toBeUndefined(); // the session goes on
    await connect();
  });

  test('a crash between any two steps of the switch leaves one of the two keys, with its certificate', async () => {
    await gateway.keys.announce();
    const { pin, nextPin } = gateway.keys.current;
    const file = (name: string) => join(gateway.folder, name);
    await rm(file('server.crt')); // first step
    await gateway.keys.load();
    expect(gateway.keys.current).toMatchObject({ pin, nextPin });
    await rm(file('server.crt'));
    await rename(file('next.key'), file('server.key')); // second step
    await gateway.keys.load();
    expect(gateway.keys.current).toMatchObject({ pin: nextPin, nextPin: '' });
  });
});

describe("a certificate of one's own", () => {
  let folder: string;
  let own: TestGateway;
  const paths = () => ({ certificateFile: join(folder, 'own.crt'), keyFile: join(folder, 'own.key') });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostwire-own-'));
  });
  afterEach(async () => {
    await own.stop();
    await rm(folder, { recursive: true });
  });

  /** Gives back the fingerprint of the certificate. */
  async function write(privateKey: KeyObject, nowMs = Date.now()): Promise<string> {
    const certificate = await issueCertificate(privateKey, nowMs);
    await writeFile(paths().keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(paths().certificateFile, certificate);
    return new X509Certificate(certificate).fingerprint256;
  }
  const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  test('is used at once where no agent is, then a changed key waits until every agent knows it', async () => {
    const first = newKey();
    expect(await shownBy(own, await write(first))).toBe(true);
    expect(await shownBy(own, await write(first, Date.now() - 1_000))).toBe(true); // renewed for the same key
    const enrolled = await own.agent();
    const connection = await connect(enrolled, own);
    const before = await fingerprintOf(own.port);
    const next = await write(newKey());
    await own.keys.look();
    const { nextPin } = await connection.frame('server_key');
    expect(await fingerprintOf(own.port)).toBe(before);
    connection.send({ type: 'server_key', nextPin });
    await waitFor('it took over', async () => (await fingerprintOf(own.port)) === next);
    await writeFile(paths().certificateFile, 'half of one');
    await own.keys.look();
    expect(await fingerprintOf(own.port)).toBe(next);
  });

  async function shownBy(running: TestGateway | undefined, fingerprint: string): Promise<boolean> {
    if (running === undefined) own = await TestGateway.start({ files: paths() });
    else await running.keys.look();
    return (await fingerprintOf(own.port)) === fingerprint;
  }
});

describe('enrolling again', () => {
  test('gives an agent a new key under its name; the one before is cut, also when it was revoked', async () => {
    const connection = await connect();
    const again = await gateway.token({ agentId: agent.agentId });
    const fresh = new TestAgent();
    const attempt = {
      port: gateway.port,
      tokenId: again.token.tokenId,
      secret: again.secret,
      hostname: 'other',
    };
    expect((await fresh.enrol(attempt)).response).toEqual({ agentId: agent.agentId, host: 'web1' });
    await connection.closed();
    await expect(agent.connect(gateway.port)).rejects.toMatchObject({ status: 401 });
    await connect(fresh);
    expect((await fresh.enrol(attempt)).status).toBe(200); // a lost answer
    expect((await new TestAgent().enrol(attempt)).refusal?.code).toBe('TOKEN_USED_UP');
    await gateway.registry.revokeAgent(agent.agentId, { actor: 'test' });
    const third = await gateway.token({ agentId: agent.agentId });
    const late = new TestAgent();
    await late.enrol({ ...attempt, tokenId: third.token.tokenId, secret: third.secret });
    await connect(late);
    expect(gateway.registry.tokens().map(({ state }) => state)).toEqual(['used_up', 'used_up', 'used_up']);
  });
});
