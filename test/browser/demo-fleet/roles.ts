// What the demo's hosts do. Shares are of the whole host, 0 to 1.

interface DemoProgram {
  readonly name: string;
  readonly user: string;
  readonly cpu: number;
  readonly memory: number;
  readonly io: number;
}

interface DemoMount {
  readonly sizeGib: number;
  readonly used: number;
  /** Percent of it that fill in a day, for 30 days. */
  readonly perDay: number;
}

export interface Role {
  readonly cores: number;
  readonly memoryGib: number;
  readonly cpu: { readonly base: number; readonly day: number; readonly noise: number };
  /** Whether a job runs every night at 03:12. */
  readonly nightly: boolean;
  readonly iowait: number;
  readonly memory: number;
  readonly networkMib: number;
  readonly diskMib: number;
  readonly mounts: Readonly<Record<string, DemoMount>>;
  readonly programs: readonly DemoProgram[];
  /** It deploys something so often. */
  readonly deploysEveryMs?: number;
}

const program = (name: string, user: string, [cpu, memory, io]: [number, number, number]): DemoProgram => ({
  name,
  user,
  cpu,
  memory,
  io,
});
const system: readonly DemoProgram[] = [
  program('systemd', 'root', [0.01, 0.002, 0]),
  program('sshd', 'root', [0.01, 0.001, 0]),
  program('hostwire-agent', 'root', [0.01, 0.006, 0]),
];
const root: DemoMount = { sizeGib: 40, used: 0.31, perDay: 0.2 };

export const roles: Readonly<Record<string, Role>> = {
  web: {
    cores: 8,
    memoryGib: 16,
    cpu: { base: 0.06, day: 0.34, noise: 0.2 },
    nightly: false,
    iowait: 0.01,
    memory: 0.42,
    networkMib: 24,
    diskMib: 4,
    mounts: { '/': root },
    programs: [
      program('nginx', 'www-data', [0.3, 0.05, 0.2]),
      program('node', 'app', [0.6, 0.3, 0.1]),
      ...system,
    ],
  },
  db: {
    cores: 16,
    memoryGib: 64,
    cpu: { base: 0.14, day: 0.2, noise: 0.16 },
    nightly: true,
    iowait: 0.06,
    memory: 0.71,
    networkMib: 12,
    diskMib: 90,
    mounts: { '/': root, '/var/lib/postgresql': { sizeGib: 900, used: 0.62, perDay: 0.6 } },
    programs: [
      program('postgres', 'postgres', [0.8, 0.6, 0.9]),
      program('pg_dump', 'postgres', [0.12, 0.01, 0.4]),
      ...system,
    ],
  },
  cache: {
    cores: 4,
    memoryGib: 32,
    cpu: { base: 0.05, day: 0.12, noise: 0.1 },
    nightly: false,
    iowait: 0.002,
    memory: 0.78,
    networkMib: 40,
    diskMib: 1,
    mounts: { '/': root },
    programs: [program('valkey-server', 'valkey', [0.9, 0.7, 0]), ...system],
  },
  build: {
    deploysEveryMs: 600_000,
    cores: 16,
    memoryGib: 32,
    cpu: { base: 0.08, day: 0.6, noise: 0.5 },
    nightly: false,
    iowait: 0.04,
    memory: 0.35,
    networkMib: 6,
    diskMib: 60,
    mounts: { '/': root, '/srv/cache': { sizeGib: 500, used: 0.86, perDay: 0.1 } },
    programs: [
      program('rustc', 'ci', [0.7, 0.3, 0.3]),
      program('dockerd', 'root', [0.2, 0.1, 0.4]),
      ...system,
    ],
  },
  backup: {
    cores: 4,
    memoryGib: 8,
    cpu: { base: 0.03, day: 0.02, noise: 0.05 },
    nightly: true,
    iowait: 0.12,
    memory: 0.2,
    networkMib: 30,
    diskMib: 120,
    mounts: { '/': root, '/backup': { sizeGib: 4000, used: 0.89, perDay: 0.2 } },
    programs: [program('restic', 'backup', [0.8, 0.2, 1]), ...system],
  },
};
