import { endianness } from 'node:os';
import { loadNative } from '../../../../native-module.ts';
import type { Mount } from '../../files/mountinfo.ts';

/**
 * What a file system counts its blocks in (f_frsize).
 *
 * statfs(2) counts blocks in f_frsize, and Node passes on only f_bsize, the size that reads and writes should have. They
 * are the same on file systems of the kernel; those that a program or another kernel serves may set each as they like, and
 * with a size of 1 MiB for reads and of 4 KiB for blocks everything would be 256 times too large. There statvfs(3) is
 * called, through a foreign function interface that is loaded then and not before (3 MB): once for each such mount,
 * because it does not change while the mount is there.
 *
 * State: the size by mount; at most `maxRemembered`.
 */
const limits = { maxRemembered: 512 } as const;

/** f_frsize, or undefined where it cannot be found out. Rejects as statvfs(3) fails. */
export type AskFragmentSize = (path: string) => Promise<bigint | undefined>;

/** Where both sizes are the same whatever a program or a server says. */
const sameTypes: ReadonlySet<string> = new Set([
  'bcachefs',
  'btrfs',
  'erofs',
  'exfat',
  'ext2',
  'ext3',
  'ext4',
  'f2fs',
  'hfsplus',
  'iso9660',
  'jfs',
  'nfs',
  'nfs4',
  'nilfs2',
  'ntfs3',
  'ramfs',
  'reiserfs',
  'squashfs',
  'tmpfs',
  'udf',
  'vfat',
  'xfs',
  'zfs',
]);

export class FragmentSizes {
  readonly #ask: AskFragmentSize;
  readonly #sizes = new Map<string, bigint | undefined>();

  constructor(ask: AskFragmentSize = statvfs) {
    this.#ask = ask;
  }

  mayDiffer({ type }: Mount, bsize: bigint): boolean {
    return !sameTypes.has(type) && bsize !== 0n;
  }

  async of(mount: Mount, path: string | Buffer): Promise<bigint | undefined> {
    const key = `${mount.id} ${mount.deviceNumber} ${mount.mountPoint}`;
    if (this.#sizes.has(key)) return this.#sizes.get(key);
    const size = typeof path === 'string' ? await this.#ask(path) : undefined;
    if (this.#sizes.size >= limits.maxRemembered) this.#sizes.clear();
    this.#sizes.set(key, size);
    return size;
  }
}

/** As glibc and musl lay out struct statvfs where a long has 64 bits. */
const layout = { bytes: 112, frsizeAt: 8 } as const;

async function statvfs(path: string): Promise<bigint | undefined> {
  const has64Bits = process.arch === 'x64' || process.arch === 'arm64';
  if (!has64Bits || endianness() !== 'LE') return undefined;
  const ffi = await loadNative(() => import('ffi-rs')).catch(() => undefined); // an optional dependency
  if (ffi === undefined) return undefined;
  const { DataType, load, open } = ffi;
  const bytes = Buffer.alloc(layout.bytes);
  open({ library: 'libc', path: '' });
  const failed: number = await load({
    library: 'libc',
    funcName: 'statvfs',
    retType: DataType.I32,
    paramsType: [DataType.String, DataType.U8Array],
    paramsValue: [path, bytes],
    runInNewThread: true,
  });
  const size = bytes.readBigUInt64LE(layout.frsizeAt);
  return failed === 0 && size > 0n ? size : undefined;
}
