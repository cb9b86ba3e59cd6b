import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupName } from '@hostwire/protocol';

export interface ColumnOf {
  readonly group: GroupName;
  /** '' for a group without devices. */
  readonly device?: string;
  readonly column: string;
}

/** A value as another interface of the system reports it. */
export interface CrossCheckValue {
  readonly group: GroupName;
  readonly device?: string;
  /** Columns whose sum it is. */
  readonly columns: readonly string[];
  /** Columns that are taken off that sum. */
  readonly minus?: readonly string[];
  /** counter: since boot, its growth is compared. level: now. */
  readonly kind: 'counter' | 'level';
  readonly value: number;
  /** How exactly it can be known, in the unit of the columns. */
  readonly grain: number;
  /** Where it comes from. */
  readonly how: string;
}

/** What the source has shown so far, for cross-checks of the same devices. */
export interface Seen {
  devices(group: GroupName): readonly string[];
  newest(of: ColumnOf): number | undefined;
}

/** Another way to read a group: by other files of the kernel, or through other people's code. Throws what keeps it from reading. */
export interface CrossCheck {
  readonly group: GroupName;
  readonly how: string;
  /** The source reads the group in the background: one read of the source begins a collection, a later one has it. */
  readonly inBackground?: true;
  read(seen: Seen): Promise<readonly CrossCheckValue[]>;
}

export interface Roots {
  readonly procRoot: string;
  readonly sysRoot: string;
}

/**
 * Files for cross-checks, by their names in /proc and /sys. They are read without waiting for threads: the shorter a
 * reading takes, the sharper it compares.
 */
export class CrossCheckFiles {
  readonly roots: Roots;

  constructor(roots: Roots) {
    this.roots = roots;
  }

  proc(name: string): string {
    return readFileSync(join(this.roots.procRoot, name), 'utf8');
  }

  sys(name: string): string {
    return readFileSync(join(this.roots.sysRoot, name), 'utf8');
  }
}

/** What `read` gives; '' for a device that went meanwhile, or a file that this kernel does not have. */
export function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Numbers between blanks. */
export function numbersIn(text: string): number[] {
  return text.trim().split(/\s+/).map(Number);
}
