import { afterEach, describe, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { availableConfinement } from './confinement.ts';
import { createDataFolder, dataFolder } from './data-folder.ts';
import { EmbeddedClickHouse, type Endpoints } from './embedded-clickhouse.ts';
import { Engine } from './engine.ts';
import { findLibrary, thisPlatform } from './library.ts';
import { loadPasswords } from './passwords.ts';
import { identifyProcess } from './process-identity.ts';
import { accounts, Fixture, kill, query } from './testing/server.ts';
import type { EmbeddedEvent } from './supervisor.ts';

/** Limits for hangs. */
const RESTART_LIMIT_MS = 20_000;
const GONE_LIMIT_MS = 20_000;
const NOBODY_UID = 65_534;

let fixture = new Fixture();
afterEach(async () => {
  await fixture.cleanUp();
  fixture = new Fixture();
});

const gone = async (pid: number) => (await identifyProcess(pid)) === undefined;

async function listen(): Promise<{ blocker: Server; port: number }> {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = blocker.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return { blocker, port: address.port };
}

/** A server with an empty table `app.t (n UInt64)`. */
async function serverWithTable(onEvent?: (event: EmbeddedEvent) => void) {
  const server = fixture.server({ dataDir: await fixture.folder(), ...(onEvent && { onEvent }) });
  const endpoints = await server.start();
  const write = (sql: string) => query(endpoints.httpPort, server.credentials('writer'), sql);
  await write('CREATE DATABASE app');
  await write('CREATE TABLE app.t (n UInt64) ENGINE = MergeTree ORDER BY n');
  return { server, endpoints, write };
}

describe('start and stop', () => {
  test('both accounts get an answer; the folder belongs to its owner alone', async () => {
    const dataDir = join(await fixture.folder(), 'made', 'by & for <it>');
    const events: EmbeddedEvent[] = [];
    const server = fixture.server({ dataDir, onEvent: (event) => events.push(event) });
    expect(server.endpoints).toBeUndefined();
    expect(() => server.credentials('writer')).toThrow(expect.objectContaining({ code: 'NOT_STARTED' }));
    const endpoints = await server.start();
    for (const { name } of accounts) {
      expect(await query(endpoints.httpPort, server.credentials(name), 'SELECT 1')).toMatchObject({
        body: '1',
      });
    }
    expect(endpoints).toMatchObject({ httpUrl: `http://127.0.0.1:${endpoints.httpPort}`, pid: server.pid });
    expect(events).toMatchObject([{ type: 'starting' }, { type: 'ready', pid: server.pid }]);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'passwords.json'))).mode & 0o777).toBe(0o600);
    expect(server.credentials('writer').password).toMatch(/^[\w-]{43}$/);
    expect(await readdir(join(dataDir, 'work'))).toEqual([]);
  });

  test('starts that overlap share one server; stop is idempotent and leaves no process', async () => {
    const server = fixture.server({ dataDir: await fixture.folder() });
    const [first, second] = await Promise.all([server.start(), server.start()]);
    expect(second).toEqual(first);
    expect(await server.start()).toEqual(first);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await gone(first.pid)).toBe(true);
    expect(server.pid).toBeUndefined();
  });

  test('stop before start does nothing; stop during start ends it and frees the folder', async () => {
    const dataDir = await fixture.folder();
    const server = fixture.server({ dataDir });
    await server.stop();
    const starting = server.start();
    const refused = expect(starting).rejects.toThrow(expect.objectContaining({ code: 'STOPPED' }));
    await server.stop();
    await refused;
    await fixture.server({ dataDir }).start();
  });

  test('the second start finds the data and the passwords of the first', async () => {
    const { server, write } = await serverWithTable();
    await write('INSERT INTO app.t SELECT number FROM numbers(1000)');
    const before = server.credentials('reader');
    await server.stop();
    const { httpPort } = await server.start();
    expect(server.credentials('reader')).toEqual(before);
    expect(await query(httpPort, before, 'SELECT count() FROM app.t')).toMatchObject({ body: '1000' });
  });

  test('two run side by side on ports of their own', async () => {
    const servers = [
      fixture.server({ dataDir: await fixture.folder() }),
      fixture.server({ dataDir: await fixture.folder() }),
    ];
    const all = await Promise.all(servers.map((server) => server.start()));
    expect(new Set(all.flatMap(({ httpPort, tcpPort }) => [httpPort, tcpPort])).size).toBe(4);
  });
});

describe('what keeps it from starting', () => {
  test.each(['httpPort', 'tcpPort'] as const)(
    '%s in use: named, and nothing is left behind',
    async (option) => {
      const { blocker, port } = await listen();
      const dataDir = await fixture.folder();
      const server = fixture.server({ dataDir, [option]: port });
      const error = {
        code: 'PORT_IN_USE',
        retryable: true,
        message: expect.stringContaining(`port ${port} `),
      };
      await expect(server.start()).rejects.toMatchObject(error);
      await new Promise((resolve) => blocker.close(resolve));
      expect(await server.start()).toMatchObject({ [option]: port });
    },
  );

  test('the folder in use: the holder is named', async () => {
    const dataDir = await fixture.folder();
    await fixture.server({ dataDir }).start();
    const error = { code: 'DATA_DIR_LOCKED', message: expect.stringContaining(`pid ${process.pid}`) };
    await expect(fixture.server({ dataDir }).start()).rejects.toMatchObject(error);
  });

  test('a folder that this user may not write to: folder and user are named', async () => {
    const dataDir = await fixture.folder();
    await chmod(dataDir, 0o500);
    await expectNotWritable(dataDir);
  });

  test('a folder below a file: the same', async () => {
    const file = join(await fixture.folder(), 'file');
    await writeFile(file, '');
    await expectNotWritable(join(file, 'data'));
  });

  test('an unreadable list of passwords is not replaced', async () => {
    const dataDir = await fixture.folder();
    await writeFile(join(dataDir, 'passwords.json'), '{"writer"');
    const error = { code: 'START_FAILED', message: expect.stringContaining('passwords.json') };
    await expect(fixture.server({ dataDir }).start()).rejects.toMatchObject(error);
    expect(await readFile(join(dataDir, 'passwords.json'), 'utf8')).toBe('{"writer"');
  });

  test('an address that is not of this machine: named', async () => {
    const server = fixture.server({ dataDir: await fixture.folder(), listenHost: '192.0.2.1' });
    const error = { code: 'START_FAILED', message: expect.stringContaining('192.0.2.1') };
    await expect(server.start()).rejects.toMatchObject(error);
  });

  test('an engine that ends at once: its own words are in the message, and the folder is free again', async () => {
    const dataDir = await fixture.folder();
    const metadata = join(dataDir, 'store', 'metadata');
    await mkdir(metadata, { recursive: true });
    await writeFile(join(metadata, 'broken.sql'), 'no such statement');
    const server = fixture.server({ dataDir });
    const error = {
      code: 'START_FAILED',
      message: expect.stringMatching(/before it was ready[^]*no such statement/),
    };
    await expect(server.start()).rejects.toMatchObject(error);
    await rm(join(metadata, 'broken.sql'));
    await server.start();
  });

  test('an engine that does not answer in time: it is ended', async () => {
    const folder = dataFolder(await fixture.folder());
    await createDataFolder(folder);
    const [account] = accounts;
    const engine = new Engine({
      folder,
      libraryPath: findLibrary(thisPlatform, undefined),
      confinement: availableConfinement(),
      listenHost: '127.0.0.1',
      wantedPorts: { httpPort: 0, tcpPort: 0 },
      accounts: [account],
      passwords: await loadPasswords(folder.passwordsPath, [account.name]),
      memoryLimitBytes: undefined,
      readyTimeoutMs: 1,
    });
    const error = { code: 'START_TIMEOUT', retryable: true };
    await expect(engine.launch(new AbortController().signal)).rejects.toMatchObject(error);
  });

  test.each([
    { httpPort: 70_000 },
    { httpPort: 5000, tcpPort: 5000 },
    { dataDir: '' },
    { accounts: [] },
    { memoryLimitBytes: 1024 },
  ])('options %j', (options) => {
    const build = () => new EmbeddedClickHouse({ dataDir: '/nowhere', accounts, ...options });
    expect(build).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
  });
});

/** As a user that is not root, whom no mode keeps out. */
async function expectNotWritable(dataDir: string): Promise<void> {
  const asRoot = process.geteuid?.() === 0;
  if (asRoot) process.seteuid?.(NOBODY_UID);
  try {
    await expect(fixture.server({ dataDir }).start()).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      message: expect.stringMatching(new RegExp(`${dataDir}.*by (the )?user `)),
    });
  } finally {
    if (asRoot) process.seteuid?.(0);
  }
}

describe('when something dies', () => {
  test('the server, in the middle of inserts: it comes back on the same ports with every acknowledged row', async () => {
    const events: EmbeddedEvent[] = [];
    const { server, endpoints, write } = await serverWithTable((event) => events.push(event));
    let acknowledged = 0;
    let dead = false;
    const inserting = (async () => {
      for (let row = 0; !dead; row++) {
        const answer = await write(`INSERT INTO app.t VALUES (${row})`).catch(() => undefined);
        if (answer?.status === 200) acknowledged++;
        else dead = true;
      }
    })();
    await waitFor('some rows are acknowledged', () => acknowledged >= 20, RESTART_LIMIT_MS);
    process.kill(endpoints.pid, 'SIGKILL');
    await inserting;
    await waitFor(
      'it is ready again',
      () => events.filter(({ type }) => type === 'ready').length === 2,
      RESTART_LIMIT_MS,
    );
    const { httpPort, tcpPort, pid } = server.endpoints ?? endpoints;
    expect([httpPort, tcpPort]).toEqual([endpoints.httpPort, endpoints.tcpPort]);
    expect(pid).not.toBe(endpoints.pid);
    const { body } = await query(
      httpPort,
      server.credentials('reader'),
      `SELECT countIf(n < ${acknowledged}), uniqExact(n) - count() FROM app.t`,
    );
    expect(body).toBe(`${acknowledged}\t0`);
    expect(events.slice(2)).toMatchObject([
      {
        type: 'exited',
        pid: endpoints.pid,
        code: null,
        signal: 'SIGKILL',
        logTail: expect.stringContaining('Listening'),
      },
      { type: 'restarting', delayMs: expect.any(Number) },
      { type: 'starting' },
      { type: 'ready', pid },
    ]);
  });

  test('the server, and stop comes before it is back', async () => {
    const events: string[] = [];
    const { server, endpoints } = await serverWithTable(({ type }) => events.push(type));
    process.kill(endpoints.pid, 'SIGKILL');
    await waitFor('a restart is planned', () => events.includes('restarting'), RESTART_LIMIT_MS);
    await server.stop();
    const seen = events.length;
    await server.stop();
    expect(events).toHaveLength(seen);
    expect(await gone(endpoints.pid)).toBe(true);
  });

  test('the server, and its port is taken meanwhile: it tries again until the port is free', async () => {
    const events: EmbeddedEvent[] = [];
    const { server, endpoints } = await serverWithTable((event) => events.push(event));
    const blocker = createServer((socket) => socket.destroy());
    process.kill(endpoints.pid, 'SIGKILL');
    await waitFor('the port is free', () => bound(blocker, endpoints), RESTART_LIMIT_MS);
    await waitFor(
      'a launch failed',
      () => events.some(({ type }) => type === 'launch-failed'),
      RESTART_LIMIT_MS,
    );
    await new Promise((resolve) => blocker.close(resolve));
    await waitFor('it is ready again', () => events.at(-1)?.type === 'ready', RESTART_LIMIT_MS);
    expect(server.endpoints?.httpPort).toBe(endpoints.httpPort);
  });

  test('signals of a service manager to the whole group do not end the server', async () => {
    const { server, endpoints, write } = await serverWithTable();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.kill(endpoints.pid, signal);
    expect(await write('SELECT 1')).toMatchObject({ body: '1' });
    expect(server.pid).toBe(endpoints.pid);
  });

  test('the owner: the server goes too, and the next start needs nobody', async () => {
    const dataDir = await fixture.folder();
    const { owner, line } = await fixture.owner(dataDir);
    const { pid } = line as Endpoints;
    expect(await gone(pid)).toBe(false);
    const server = fixture.server({ dataDir });
    const locked = { code: 'DATA_DIR_LOCKED', message: expect.stringContaining(`pid ${owner.pid}`) };
    await expect(server.start()).rejects.toMatchObject(locked);
    await kill(owner);
    await server.start();
    await waitFor('the server of the killed owner is gone', () => gone(pid), GONE_LIMIT_MS);
  });

  test('the owner, while a server that hangs holds the folder: the next start ends that one', async () => {
    const dataDir = await fixture.folder();
    const { owner, line } = await fixture.owner(dataDir);
    const { pid } = line as Endpoints;
    process.kill(pid, 'SIGSTOP');
    await kill(owner);
    try {
      await fixture.server({ dataDir }).start();
      expect(await gone(pid)).toBe(true);
    } finally {
      if (!(await gone(pid))) process.kill(pid, 'SIGKILL');
    }
  });
});

async function bound(blocker: Server, { httpPort }: Endpoints): Promise<boolean> {
  return new Promise((resolve) => {
    blocker.once('error', () => resolve(false));
    blocker.listen({ host: '127.0.0.1', port: httpPort }, () => resolve(true));
  });
}
