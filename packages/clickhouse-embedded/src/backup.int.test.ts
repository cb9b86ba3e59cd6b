import { afterAll, expect, test } from '@jest/globals';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, Fixture, query } from './testing/server.ts';

const BAD_ARGUMENTS = 36;
const ACCESS_DENIED = 497;

const fixture = new Fixture();
afterAll(() => fixture.cleanUp());

/** A server in a folder of its own that may use that backup folder. */
async function serverWith(backupDir?: string): Promise<(account: string, sql: string) => Promise<Answer>> {
  const dataDir = await fixture.folder();
  const server = fixture.server({ dataDir, ...(backupDir === undefined ? {} : { backupDir }) });
  const { httpPort } = await server.start();
  return (account, sql) => query(httpPort, server.credentials(account), sql);
}

const create = 'CREATE TABLE app.t (n UInt64) ENGINE = MergeTree ORDER BY n';

test('what one server saved, in two steps, another one restores', async () => {
  const backupDir = join(await fixture.folder(), 'backups');
  const first = await serverWith(backupDir);
  for (const sql of [
    'CREATE DATABASE app',
    create,
    'INSERT INTO app.t SELECT number FROM numbers(1000)',
    "BACKUP DATABASE app TO File('one')",
    'INSERT INTO app.t SELECT number FROM numbers(10)',
    "BACKUP DATABASE app TO File('two') SETTINGS base_backup = File('one')",
  ])
    expect(await first('writer', sql)).toMatchObject({ status: 200 });

  const second = await serverWith(backupDir);
  expect(await second('writer', "RESTORE DATABASE app FROM File('two')")).toMatchObject({ status: 200 });
  expect(await second('writer', 'SELECT count(), sum(n) FROM app.t')).toMatchObject({ body: '1010\t499545' });
});

test('only the backup folder is written to, and only by those who write', async () => {
  const folder = await fixture.folder();
  const ask = await serverWith(join(folder, 'backups'));
  await ask('writer', 'CREATE DATABASE app');
  await ask('writer', create);
  for (const outside of [join(folder, 'elsewhere'), '../elsewhere'])
    expect(await ask('writer', `BACKUP DATABASE app TO File('${outside}')`)).toMatchObject({
      exceptionCode: BAD_ARGUMENTS,
    });
  await expect(access(join(folder, 'elsewhere'))).rejects.toThrow('ENOENT');
  expect(await ask('reader', "BACKUP DATABASE app TO File('mine')")).toMatchObject({
    exceptionCode: ACCESS_DENIED,
  });
});

test('without a backup folder there is none', async () => {
  const ask = await serverWith();
  await ask('writer', 'CREATE DATABASE app');
  const { status } = await ask('writer', "BACKUP DATABASE app TO File('one')");
  expect(status).not.toBe(200);
});
