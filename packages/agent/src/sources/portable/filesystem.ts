import { amount, list, record, text } from '../../inventory/reported.ts';
import type { NameFilter } from '../sampling/name-filter.ts';
import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';

/** `rw` is null when it is not known. */
const writable = (told: unknown): boolean | undefined => (typeof told === 'boolean' ? told : undefined);

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
export function filesystemTelling({ mounts, types }: MountFilters): ReportReader {
  return {
    calls: ['fsSize'],
    tell(answers) {
      const told = answers.get('fsSize');
      return readMounts(answered(Array.isArray(told) ? told : undefined, 'fsSize'))
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
