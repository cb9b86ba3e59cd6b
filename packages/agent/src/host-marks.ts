import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HostMarks } from '@hostwire/protocol';

/**
 * What differs between two clones of one template and survives a reboot, each as sha256; '' where this machine has none
 * or the agent may not read it (the UUID of the product is for root only). `root` is the folder that holds proc and sys.
 */
export function readHostMarks(root = ''): HostMarks {
  return {
    interfaceHash: hashed(interfaceAddress(`${root}/sys/class/net`)),
    rootFsHash: hashed(rootFilesystemUuid(root)),
    productHash: hashed(text(`${root}/sys/class/dmi/id/product_uuid`)),
  };
}

/** Hardware address of the first physical interface, by the place of its device on the bus, which no reboot changes. */
function interfaceAddress(folder: string): string | undefined {
  const physical = names(folder).flatMap((name) => {
    const device = real(`${folder}/${name}/device`);
    return device === undefined ? [] : [{ name, device }];
  });
  physical.sort((a, b) => (a.device < b.device ? -1 : a.device > b.device ? 1 : 0));
  for (const { name } of physical) {
    // A member of a bond carries the address of the bond; its own is beside it.
    const address = text(`${folder}/${name}/bonding_slave/perm_hwaddr`) ?? text(`${folder}/${name}/address`);
    if (address !== undefined && /[1-9a-f]/i.test(address)) return address.toLowerCase();
  }
  return undefined;
}

/** The UUID under which udev lists the block device that `/` is on. */
function rootFilesystemUuid(root: string): string | undefined {
  const mount = (text(`${root}/proc/self/mountinfo`) ?? '')
    .split('\n')
    .map((line) => line.split(' '))
    .findLast((fields) => fields[4] === '/');
  if (mount === undefined) return undefined;
  const source = mount[mount.indexOf('-') + 2] ?? '';
  const byNumber = real(`${root}/sys/dev/block/${mount[2]}`);
  const device =
    (source.startsWith('/dev/') ? real(root + source) : undefined) ??
    (byNumber && real(`${root}/dev/${basename(byNumber)}`));
  const folder = `${root}/dev/disk/by-uuid`;
  return device && names(folder).find((uuid) => real(join(folder, uuid)) === device);
}

function hashed(value: string | undefined): string {
  return value === undefined ? '' : createHash('sha256').update(value).digest('hex');
}

function text(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined; // not there on this kind of machine, or not for this user
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
