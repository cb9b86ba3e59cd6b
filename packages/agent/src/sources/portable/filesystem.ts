import type { NameFilter } from '../sampling/name-filter.ts';
import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';
import { amount, list, record, text } from './reported.ts';

/** `rw` is null when it is not known. */
const writable = (reported: unknown): boolean | undefined =>
  typeof reported === 'boolean' ? reported : undefined;

const readMounts = list(
  record({
    fs: text,
    type: text,
    mount: text,
    size: amount,
    used: amount,
    available: amount,
    rw: writable,
  }),
);

export interface MountFilters {
  readonly mounts: NameFilter;
  readonly types: NameFilter;
}

/** Group `filesystem`, from fsSize. What df calls used is what is not free. */
export function filesystemReader({ mounts, types }: MountFilters): ReportReader {
  return {
    calls: ['fsSize'],
    report(answers) {
      const reported = answers.get('fsSize');
      return readMounts(answered(Array.isArray(reported) ? reported : undefined, 'fsSize'))
        .filter(({ mount, size }) => mount !== '' && (size ?? 0) > 0)
        .filter(
          ({ mount, type }) =>
            mount === '/' || mounts.asksFor(mount) || (mounts.keeps(mount) && types.keeps(type)),
        )
        .map(({ fs, type, mount, size, used, available, rw }) => ({
          name: mount,
          labels: { device: fs, type },
          columns: {
            size_bytes: size,
            free_bytes: (size ?? NaN) - (used ?? NaN),
            available_bytes: available,
            read_only: rw === undefined ? undefined : Number(!rw),
          },
        }));
    },
  };
}
