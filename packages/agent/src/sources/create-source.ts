import { HostwireError, type Clock } from '@hostwire/runtime';
import type { PortablePlatform } from './portable/trusted-columns.ts';
import type { SelfMeasurement, Source } from './sampling/source.ts';

/** linux: the kernel's own files. portable: systeminformation, for every platform. */
export const sourceNames = ['linux', 'portable'] as const;
export type SourceName = (typeof sourceNames)[number];

/** The one place that knows which platform has which source. */
export function defaultSource(platform: NodeJS.Platform): SourceName {
  return platform === 'linux' ? 'linux' : 'portable';
}

export interface SourceOptions {
  readonly clock: Clock;
  readonly self: () => SelfMeasurement;
  /** Where the kernel's files are; for the linux source. */
  readonly procRoot: string;
  readonly sysRoot: string;
}

/**
 * Loads and makes a source; the agent's memory is not to carry the other one. Throws SOURCE_UNAVAILABLE where the
 * platform does not have it.
 */
export async function sourceMaker(
  name: SourceName,
  platform: NodeJS.Platform,
): Promise<(options: SourceOptions) => Source> {
  if (name === 'portable') {
    const portable = portablePlatform(platform);
    const { PortableSource } = await import('./portable/portable-source.ts');
    return ({ clock, self }) => new PortableSource({ clock, self, platform: portable });
  }
  if (platform !== 'linux') {
    const message = `the source "linux" reads /proc, which ${platform} does not have; use --source portable`;
    throw new HostwireError('SOURCE_UNAVAILABLE', message);
  }
  const { createLinuxSource } = await import('./linux/linux-source.ts');
  return createLinuxSource;
}

function portablePlatform(platform: NodeJS.Platform): PortablePlatform {
  if (platform === 'linux' || platform === 'darwin' || platform === 'win32') return platform;
  throw new HostwireError(
    'SOURCE_UNAVAILABLE',
    `the agent has no source for ${platform}; it runs on Linux, macOS and Windows`,
  );
}
