import { HostwireError } from '@hostwire/runtime';

/** Throws when a kernel file does not hold what every kernel writes there. */
export function malformed(path: string, expected: string): never {
  throw new HostwireError(
    'KERNEL_FILE_MALFORMED',
    `${path} has no ${expected}; this group is left out of the samples`,
  );
}
