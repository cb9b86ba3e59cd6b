// Makes the preset dictionary: payloads of made-up hosts in batches of ten seconds, as agents send them, the likeliest
// last, where deflate reaches them with the fewest bits. After a build:
// node packages/protocol/bench/dictionary.mjs > packages/protocol/src/payload-dictionary.ts
// The one in use is frozen with the protocol: a better one would be a new codec in frame.proto.
import { encodeColumns } from '../dist/index.js';
import { madeUpHost } from './made-up-host.mjs';

const mounts = [
  ['/', '/dev/vda1', 'ext4'],
  ['/boot', '/dev/sda2', 'xfs'],
  ['/boot/efi', '/dev/sda1', 'vfat'],
  ['/home', '/dev/mapper/vg0-home', 'btrfs'],
  ['/var', '/dev/mapper/vg0-var', 'ext4'],
  ['/data', '/dev/nvme0n1p1', 'xfs'],
];
/** What distributions start on every host, and what many run. */
const programs = [
  ...['systemd', 'systemd-journal', 'systemd-udevd', 'systemd-logind', 'systemd-resolve', 'systemd-network'],
  ...[
    'dbus-daemon',
    'sshd',
    'cron',
    'crond',
    'rsyslogd',
    'chronyd',
    'NetworkManager',
    'polkitd',
    'snapd',
    'auditd',
  ],
  ...[
    'containerd',
    'dockerd',
    'containerd-shim',
    'kubelet',
    'nginx',
    'apache2',
    'httpd',
    'mysqld',
    'mariadbd',
  ],
  ...[
    'postgres',
    'redis-server',
    'java',
    'python3',
    'node',
    'php-fpm',
    'beam.smp',
    'kworker/0:0',
    'kworker/u8:1',
  ],
  ...[
    'ksoftirqd/0',
    'rcu_preempt',
    'rcu_sched',
    'kswapd0',
    'jbd2/sda1-8',
    'agetty',
    'multipathd',
    'irqbalance',
  ],
  ...['unattended-upgr', 'hostwire-agent', 'clickhouse-serv', 'qemu-ga', 'tuned', 'bash'],
];
const units = [
  ...['system.slice', 'user.slice', 'init.scope', 'systemd-journald.service', 'systemd-udevd.service'],
  ...[
    'systemd-logind.service',
    'systemd-resolved.service',
    'systemd-networkd.service',
    'systemd-timesyncd.service',
  ],
  ...['dbus.service', 'ssh.service', 'sshd.service', 'cron.service', 'crond.service', 'rsyslog.service'],
  ...['chronyd.service', 'NetworkManager.service', 'polkit.service', 'snapd.service', 'auditd.service'],
  ...[
    'docker.service',
    'containerd.service',
    'kubelet.service',
    'nginx.service',
    'apache2.service',
    'mysql.service',
  ],
  ...['mariadb.service', 'postgresql@16-main.service', 'redis-server.service', 'multipathd.service'],
  ...['irqbalance.service', 'unattended-upgrades.service', 'udisks2.service', 'hostwire-agent.service'],
  ...['qemu-guest-agent.service', 'tuned.service', 'packagekit.service', 'accounts-daemon.service'],
];
const sensors = [
  ['acpitz/temp1', 'acpitz', 'temp1'],
  ['coretemp.0/temp1', 'coretemp', 'Package id 0'],
  ...[0, 1, 2, 3].map((core) => [`coretemp.0/temp${core + 2}`, 'coretemp', `Core ${core}`]),
  ['0000:00:18.3/temp1', 'k10temp', 'Tctl'],
  ['nvme0/temp1', 'nvme', 'Composite'],
];
const names = { programs, units, sensors };
const few = { programs: programs.slice(0, 20), units: units.slice(0, 16), sensors: [] };

const large = madeUpHost({
  ...names,
  ...{ seed: 5, cores: 8, memoryBytes: 33_554_432_000 },
  ...{ disks: ['nvme0n1', 'sda', 'sdb', 'dm-0'], interfaces: ['ens5', 'enp1s0', 'docker0', 'lo'], mounts },
});
const medium = madeUpHost({
  ...few,
  ...{ seed: 11, cores: 4, memoryBytes: 8_200_000_000 },
  ...{ disks: ['sda', 'sdb'], interfaces: ['lo', 'ens3'], mounts: mounts.slice(2, 5) },
});
const small = madeUpHost({
  ...few,
  ...{ seed: 9, cores: 2, memoryBytes: 4_100_000_000 },
  ...{ disks: ['vda'], interfaces: ['lo', 'eth0'], mounts: mounts.slice(0, 1) },
});

/** `count` samples. Which second has which slow group: `slow` of made-up-host.mjs; 5 to 9 have none. */
const payload = (host, from, count) => encodeColumns(Array.from({ length: count }, (_, i) => host(from + i)));

/** A payload without its first field, the codes: numbers of one host say little about those of another, names much. */
function withoutCodes(bytes) {
  let [at, length] = [1, 0];
  for (let scale = 1; ; scale *= 128) {
    length += (bytes[at] & 127) * scale;
    if (bytes[at++] < 128) return bytes.subarray(at + length);
  }
}

const parts = [
  withoutCodes(payload(large, 0, 10)),
  payload(small, 5, 1),
  payload(small, 5, 5),
  payload(small, 0, 10),
  payload(medium, 5, 1),
  payload(medium, 5, 5),
  payload(medium, 0, 10),
];
const lines = Buffer.concat(parts)
  .toString('base64')
  .match(/.{1,116}/g);
console.log(`/**
 * What raw deflate starts from when it packs a table (zlib's preset dictionary): batches of made-up hosts, written by
 * bench/dictionary.mjs. The names that distributions give to units and programs are in it, because a read of processes
 * and cgroups is mostly names. Part of the wire format: never change it.
 */
export const payloadDictionary: Uint8Array = Buffer.from(
  [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
  'base64',
);`);
