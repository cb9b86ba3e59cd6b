import { describe, expect, test } from '@jest/globals';
import { HostwireError } from '@hostwire/runtime';
import type { Mount } from '../../files/mountinfo.ts';
import type { Capacity } from './capacity.ts';
import { MountProbe, probeLimits } from './mount-probe.ts';

const capacity: Capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };

function mount(mountPoint: string, source = `/dev${mountPoint}`, type = 'ext4'): Mount {
  const ids = { id: 21, parentId: 1, deviceNumber: '8:1', path: mountPoint };
  return { ...ids, mountPoint, root: '/', type, source, readOnly: false };
}
const nfs = (name: string) => mount(`/nfs/${name}`, `filer:/${name}`, 'nfs4');

function hangingCall() {
  let release: () => void = () => undefined;
  const promise = new Promise<Capacity>((resolve) => (release = () => resolve(capacity)));
  return { promise, release };
}

/** A host where some mounts hang until they are released. */
function host(...hanging: string[]) {
  const dead = new Map(hanging.map((mountPoint) => [mountPoint, hangingCall()]));
  const asked: string[] = [];
  const statfs = ({ mountPoint }: Mount): Promise<Capacity> => {
    asked.push(mountPoint);
    return dead.get(mountPoint)?.promise ?? Promise.resolve(capacity);
  };
  const collection = new MountProbe({ statfs, answerMs: 5 });
  const run = async (...mounts: Mount[]) => {
    asked.length = 0;
    const { answers, issues } = await collection.run(mounts);
    const codes = Object.fromEntries(issues.map(({ group, device, code }) => [device ?? group, code]));
    return { answered: answers.map((answer) => answer.mount.mountPoint), codes, asked: [...asked] };
  };
  return { run, release: (mountPoint: string) => dead.get(mountPoint)!.release(), dead };
}

describe('mount collection', () => {
  test('a mount that does not answer is set aside and holds up no other', async () => {
    const { run } = host('/nfs/a');
    const first = await run(mount('/'), nfs('a'), mount('/home'));
    expect(first).toEqual({
      answered: ['/', '/home'],
      codes: { '/nfs/a': 'MOUNT_HUNG' },
      asked: ['/', '/nfs/a', '/home'],
    });
    const second = await run(mount('/'), nfs('a'), mount('/home'));
    expect(second.asked).toEqual(['/', '/home']);
    expect(second.codes).toEqual({ '/nfs/a': 'MOUNT_HUNG' });
  });

  test('when its call returns at last it is asked again', async () => {
    const { run, release, dead } = host('/nfs/a');
    await run(nfs('a'));
    release('/nfs/a');
    dead.delete('/nfs/a');
    const { answered, codes } = await run(nfs('b'), nfs('a'));
    expect({ answered, codes }).toEqual({ answered: ['/nfs/b', '/nfs/a'], codes: {} });
  });

  test('with two calls hung, remote mounts are not asked and local ones still are', async () => {
    const { run } = host('/nfs/a', '/nfs/b', '/nfs/c');
    const { answered, codes, asked } = await run(nfs('a'), nfs('b'), nfs('c'), nfs('d'), mount('/'));
    expect(asked).toEqual(['/nfs/a', '/nfs/b', '/']);
    expect(answered).toEqual(['/']);
    const hung = { '/nfs/a': 'MOUNT_HUNG', '/nfs/b': 'MOUNT_HUNG' };
    expect(codes).toEqual({ ...hung, '/nfs/c': 'MOUNT_NOT_ASKED', '/nfs/d': 'MOUNT_NOT_ASKED' });
  });

  test('FUSE on a block device counts as remote', async () => {
    const { run } = host('/nfs/a', '/nfs/b');
    const { codes } = await run(nfs('a'), nfs('b'), mount('/win', '/dev/sdb1', 'fuseblk'));
    expect(codes['/win']).toBe('MOUNT_NOT_ASKED');
  });

  test.each([
    ['overlay', 'overlay'],
    ['zfs', 'rpool/ROOT'],
    ['btrfs', '/dev/sda2'],
    ['nfs4', 'server:/root'],
  ])('`/` of type %s is asked, whatever else hangs', async (type, source) => {
    const { run } = host('/nfs/a', '/nfs/b', '/disk');
    const { answered } = await run(nfs('a'), nfs('b'), mount('/disk'), mount('/', source, type));
    expect(answered).toEqual(['/']);
  });

  test('what is local is decided by type', async () => {
    const { run } = host('/nfs/a', '/nfs/b');
    const mounts = [mount('/pool', 'tank/data', 'zfs'), mount('/tmp', 'tmpfs', 'tmpfs')];
    const remote = [mount('/v', '/dev/none', 'virtiofs'), mount('/c', '//filer/x', 'cifs')];
    const { answered, codes } = await run(nfs('a'), nfs('b'), ...mounts, ...remote);
    expect(answered).toEqual(['/pool', '/tmp']);
    expect(codes).toMatchObject({ '/v': 'MOUNT_NOT_ASKED', '/c': 'MOUNT_NOT_ASKED' });
  });

  test('never more than three calls are pending beside that of `/`, so that a thread is left', async () => {
    const names = ['/a', '/b', '/c', '/d', '/e'];
    const { run } = host(...names);
    const { asked } = await run(...names.map((name) => mount(name)));
    expect(asked).toEqual(['/a', '/b', '/c']);
    expect((await run(...names.map((name) => mount(name)))).asked).toEqual([]);
  });

  test('a refusal is an issue of that mount with its code', async () => {
    const refused = new HostwireError('EACCES', 'permission denied');
    const collection = new MountProbe({ statfs: () => Promise.reject(refused) });
    const { answers, issues } = await collection.run([mount('/secret')]);
    expect(answers).toEqual([]);
    expect(issues).toEqual([
      { group: 'filesystem', device: '/secret', code: 'EACCES', message: 'permission denied' },
    ]);
  });

  test('asks no more mounts than the limit and says so', async () => {
    const { run } = host();
    const { answered, codes } = await run(
      ...Array.from({ length: probeLimits.maxMounts + 1 }, (_, i) => mount(`/m${i}`)),
    );
    expect(answered.length).toBe(probeLimits.maxMounts);
    expect(codes).toEqual({ filesystem: 'DEVICES_LEFT_OUT' });
  });
});
