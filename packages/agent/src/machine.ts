import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { HostMarks } from '@hostwire/protocol';
import { readHostMarks } from './host-marks.ts';

/** What tells this machine, and this boot of it, from others. */
export interface Machine {
  /** sha256 of the machine id, 64 hex digits: a copied state folder shows as another machine. */
  readonly machineHash: string;
  readonly bootId: string;
  readonly hostname: string;
  /** What tells it from a clone that has the same machine id. */
  readonly marks: HostMarks;
}

/** A machine without an id (some containers) is told by its host name, one without a boot id never looks rebooted. */
export function readMachine(root = ''): Machine {
  const name = hostname();
  const id = firstLine(`${root}/etc/machine-id`) ?? firstLine(`${root}/var/lib/dbus/machine-id`) ?? name;
  return {
    machineHash: createHash('sha256').update(id).digest('hex'),
    bootId: firstLine(`${root}/proc/sys/kernel/random/boot_id`) ?? 'unknown',
    hostname: name,
    marks: readHostMarks(root),
  };
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n', 1)[0]?.trim() || undefined;
  } catch {
    return undefined; // not there on this kind of machine
  }
}
