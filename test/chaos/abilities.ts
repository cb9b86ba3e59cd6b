import { spawnSync } from 'node:child_process';
import { CutOffDisk } from './cut-off-disk.ts';
import { FakeClock } from './fake-clock.ts';
import { Namespace } from './namespace.ts';
import { SmallDisk } from './small-disk.ts';

export type Ability = 'cutOffDisk' | 'smallDisk' | 'fakeClock' | 'namespace' | 'strace';

/** Why this machine cannot do something; what it can do has no entry. */
export type Inabilities = ReadonlyMap<Ability, string>;

/** Tries each out; `folder` is for disks that are made and removed. */
export function findInabilities(folder: string): Inabilities {
  const found: readonly [Ability, string | undefined][] = [
    ['cutOffDisk', CutOffDisk.missing(folder)],
    ['smallDisk', SmallDisk.missing(folder)],
    ['fakeClock', FakeClock.missing()],
    ['namespace', Namespace.missing()],
    ['strace', spawnSync('strace', ['-V']).status === 0 ? undefined : 'strace is not installed'],
  ];
  return new Map(found.filter((one): one is [Ability, string] => one[1] !== undefined));
}

const abilities = ['cutOffDisk', 'smallDisk', 'fakeClock', 'namespace', 'strace'] as const;

/** For worlds that need nothing of the machine. */
export function allLeftOut(why: string): Inabilities {
  return new Map(abilities.map((ability) => [ability, why]));
}
