/** The model must forget what a power cut forgets: otherwise the tests over it prove nothing. */
import { expect, test } from '@jest/globals';
import { ModelFileSystem } from './model-file-system.ts';

const write = (fileSystem: ModelFileSystem, path: string, text: string) => {
  const file = fileSystem.create(path);
  file.write(Buffer.from(text), 0);
  return file;
};

test('a power cut loses a file whose folder was not synced, however well the file itself was', async () => {
  const fileSystem = new ModelFileSystem();
  await write(fileSystem, '/spool/a', 'content').sync();
  fileSystem.crash();
  expect(fileSystem.list('/spool')).toEqual([]);
});

test('a power cut undoes renames and removals that were not synced', async () => {
  const fileSystem = new ModelFileSystem();
  for (const name of ['a', 'b']) await write(fileSystem, `/spool/${name}`, name).sync();
  await fileSystem.syncFolder('/spool');
  fileSystem.rename('/spool/a', '/spool/c');
  fileSystem.remove('/spool/b');
  expect(fileSystem.list('/spool')).toEqual(['c']);
  fileSystem.crash();
  expect(fileSystem.list('/spool').sort()).toEqual(['a', 'b']);
  expect(fileSystem.contentOf('/spool/b').toString()).toBe('b');
});

test('a power cut leaves of a file what was synced, and any part of what was not', async () => {
  for (const [keep, left] of [
    [0, 'synced'],
    [0.5, 'synced and'],
    [1, 'synced and not'],
  ] as const) {
    const fileSystem = new ModelFileSystem();
    const file = write(fileSystem, '/spool/a', 'synced');
    await file.sync();
    await fileSystem.syncFolder('/spool');
    file.write(Buffer.from(' and not'), 6);
    fileSystem.crash(() => keep);
    expect(fileSystem.contentOf('/spool/a').toString()).toBe(left);
  }
});

test('a killed process takes nothing with it, and has no effect any more', async () => {
  const fileSystem = new ModelFileSystem();
  const killed = fileSystem.process();
  killed.create('/spool/a').write(Buffer.from('written'), 0);
  fileSystem.process();
  expect(fileSystem.contentOf('/spool/a').toString()).toBe('written');
  expect(() => killed.remove('/spool/a')).toThrow('EOWNERDEAD');
});

test('a read behind the end gives nothing, as read(2) does', () => {
  const file = write(new ModelFileSystem(), '/spool/a', 'abc');
  expect([0, 2, 3, 9].map((position) => file.read(Buffer.alloc(2), position))).toEqual([2, 1, 0, 0]);
});
