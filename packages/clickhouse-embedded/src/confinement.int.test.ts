import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder } from './data-folder.ts';
import type { EmbeddedClickHouse, Endpoints } from './embedded-clickhouse.ts';
import { Engine } from './engine.ts';
import { findLibrary, thisPlatform } from './library.ts';
import { type Answer, accounts, Fixture, query } from './testing/server.ts';
import { type EmbeddedEvent, MAX_STUCK_QUERIES, Supervisor } from './supervisor.ts';

const CANNOT_OPEN_FILE = 76;
const FILE_DOES_NOT_EXIST = 107;
const AUTHENTICATION_FAILED = 516;
const TIMEOUT_OR_CANCELLED = [159, 394];
/** A limit for hangs. */
const LIMIT_MS = 60_000;

const withoutLandlock = fileURLToPath(new URL('../test-support/without-landlock.pl', import.meta.url));
const names = accounts.map(({ name }) => name);
const fixture = new Fixture();
afterAll(() => fixture.cleanUp());

describe('what SQL can read', () => {
  let server: EmbeddedClickHouse;
  let endpoints: Endpoints;
  let dataDir: string;
  const as = (account: string, sql: string): Promise<Answer> =>
    query(endpoints.httpPort, server.credentials(account), sql);

  beforeAll(async () => {
    dataDir = join(await fixture.folder(), 'data');
    server = fixture.server({ dataDir });
    endpoints = await server.start();
    const work = join(dataDir, 'work');
    await writeFile(join(dataDir, '..', 'outside'), 'secret');
    await writeFile(join(work, 'inside'), 'secret');
    await symlink('/etc/passwd', join(work, 'link'));
    expect(spawnSync('mkfifo', [join(work, 'fifo'), join(dataDir, '..', 'fifo')]).status).toBe(0);
  });

  const paths = [
    '/etc/passwd',
    '../../outside',
    '../../fifo',
    '../passwords.json',
    '../config.xml',
    '../users.xml',
    '../log/server.log',
    '../log/output.log',
    'inside',
    'link',
    'fifo',
    '/dev/zero',
    '/dev/urandom',
    '/proc/1/environ',
    '/proc/self/environ',
    '/proc/self/cmdline',
    '/proc/self/root/etc/passwd',
    '/proc/self/cwd/inside',
    process.execPath,
  ];
  test.each(names.flatMap((account) => paths.map((path) => [account, path])))(
    '%s may not open %s',
    async (account, path) => {
      const { exceptionCode, body } = await as(account, `SELECT file('${path}')`);
      expect([CANNOT_OPEN_FILE, FILE_DOES_NOT_EXIST]).toContain(exceptionCode);
      expect(body).not.toContain('secret');
    },
  );

  test.each(names)('%s finds no variable of the owner in the environment', async (account) => {
    expect(await as(account, "SELECT file('/proc/thread-self/environ')")).toMatchObject({
      exceptionCode: 0,
      body: '',
    });
  });

  test('every thread of the engine is confined; only those of Node that run no SQL are not', async () => {
    await as('reader', 'SELECT max(sipHash64(number)) FROM numbers_mt(1e7) SETTINGS max_threads = 4');
    const tasks = `/proc/${endpoints.pid}/task`;
    const free = new Set<string>();
    for (const id of await readdir(tasks)) {
      const status = await readFile(join(tasks, id, 'status'), 'utf8').catch(() => '');
      if (/^NoNewPrivs:\s*0/m.test(status)) free.add(/^Name:\s*(.*)$/m.exec(status)?.[1] ?? '');
    }
    expect(
      [...free].filter((name) => !/^(node|libuv-worker|SignalInspector|DelayedTaskSche)/.test(name)),
    ).toEqual([]);
  });

  test('what the engine reads at its start is gone from the disk', () => {
    expect(existsSync(join(dataDir, 'users.xml'))).toBe(false);
    expect(existsSync(join(dataDir, 'config.xml'))).toBe(false);
  });

  test('a time zone, a merge and a log that rotates need nothing else', async () => {
    await as('writer', 'CREATE DATABASE app');
    await as('writer', 'CREATE TABLE app.t (n UInt64) ENGINE = MergeTree ORDER BY n');
    for (let part = 0; part < 3; part++) await as('writer', `INSERT INTO app.t VALUES (${part})`);
    expect(await as('writer', 'OPTIMIZE TABLE app.t FINAL')).toMatchObject({ status: 200 });
    const local = "SELECT toString(toDateTime('2026-07-01 00:00:00', 'UTC'), 'America/New_York')";
    expect(await as('reader', local)).toMatchObject({ body: '2026-06-30 20:00:00' });
  });
});

describe('on a kernel without Landlock', () => {
  test('readers are shut out, unless the owner allows them', async () => {
    const within = ['perl', withoutLandlock] as const;
    for (const unconfinedReaders of ['refuse', 'allow'] as const) {
      const dataDir = await fixture.folder();
      const { line } = await fixture.owner(dataDir, { within, unconfinedReaders });
      expect(line).toMatchObject({ confinement: 'none' });
      const text = await readFile(join(dataDir, 'passwords.json'), 'utf8');
      const passwords = new Map(Object.entries(JSON.parse(text) as Record<string, string>));
      const login = (user: string) =>
        query((line as Endpoints).httpPort, { user, password: passwords.get(user) ?? '' }, 'SELECT 1');
      expect(await login('writer')).toMatchObject({ body: '1' });
      expect((await login('reader')).exceptionCode).toBe(
        unconfinedReaders === 'allow' ? 0 : AUTHENTICATION_FAILED,
      );
    }
  });

  test('with readers alone it does not start, and says why', async () => {
    const [, reader] = accounts;
    const { line } = await fixture.owner(await fixture.folder(), {
      within: ['perl', withoutLandlock],
      accounts: [reader],
    });
    expect(line).toMatchObject({ code: 'UNCONFINED', message: expect.stringContaining('unconfinedReaders') });
  });
});

describe('a data folder of others', () => {
  test.each(['', 'store', 'work', 'log'])(
    '"%s" that everybody may write to: refused, with what to do',
    async (part) => {
      const dataDir = await fixture.folder();
      await mkdir(join(dataDir, part), { recursive: true });
      await chmod(join(dataDir, part), 0o770);
      await expect(fixture.server({ dataDir }).start()).rejects.toMatchObject({
        code: 'DATA_DIR_UNSAFE',
        message: expect.stringContaining(`chmod go-w '${join(dataDir, part)}`),
      });
    },
  );
});

describe('queries that take too long', () => {
  test('are ended whatever limit they were sent with; those that cannot end cost the process when they are many', async () => {
    const folder = dataFolder(await fixture.folder());
    const server = fixture.server({ dataDir: folder.root });
    await server.start();
    const passwords = new Map(names.map((name) => [name, server.credentials(name).password]));
    await server.stop();
    const events: EmbeddedEvent[] = [];
    const engine = new Engine({
      folder,
      libraryPath: findLibrary(thisPlatform, undefined),
      confinement: server.confinement,
      listenHost: '127.0.0.1',
      wantedPorts: { httpPort: 0, tcpPort: 0 },
      accounts,
      passwords,
      memoryLimitBytes: undefined,
      readerLimits: { seconds: 1, graceSeconds: 1 },
    });
    const supervisor = await Supervisor.start({
      engine,
      abort: new AbortController(),
      onEvent: (event) => events.push(event),
      random: Math.random,
    });
    try {
      const ask = (sql: string) =>
        query(supervisor.ports.httpPort, { user: 'reader', password: passwords.get('reader') ?? '' }, sql);
      const endless = await ask(
        'SELECT max(sipHash64(number)) FROM numbers(1e13) SETTINGS max_execution_time = 0',
      );
      expect(TIMEOUT_OR_CANCELLED).toContain(endless.exceptionCode);
      expect(spawnSync('mkfifo', [join(folder.storePath, 'fifo')]).status).toBe(0);
      const stuck = Array.from({ length: MAX_STUCK_QUERIES }, () =>
        ask(`SELECT file('${join(folder.storePath, 'fifo')}') SETTINGS max_execution_time = 1`).catch(
          () => 'cut',
        ),
      );
      await waitFor(
        'it is started again',
        () => events.at(-1)?.type === 'ready' && events.length > 2,
        LIMIT_MS,
      );
      expect(await Promise.all(stuck)).toEqual(stuck.map(() => 'cut'));
      expect(events.map(({ type }) => type)).toContain('queries-stuck');
      expect(await ask('SELECT 1')).toMatchObject({ body: '1' });
    } finally {
      await supervisor.stop();
    }
  });
});
