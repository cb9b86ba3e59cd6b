// How the preset dictionary of src/payload-dictionary.ts was made: payloads of made-up hosts, the likeliest last, where
// deflate reaches them with the fewest bits. Prints it as base64. The one in use is frozen with the protocol: a better
// one would be a new codec in frame.proto.
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
const large = madeUpHost({
  ...{ seed: 5, cores: 8, memoryBytes: 33_554_432_000 },
  ...{ disks: ['nvme0n1', 'sda', 'sdb', 'dm-0'], interfaces: ['ens5', 'enp1s0', 'docker0', 'lo'], mounts },
});
const medium = madeUpHost({
  ...{ seed: 11, cores: 4, memoryBytes: 8_200_000_000 },
  ...{ disks: ['sda', 'sdb'], interfaces: ['lo', 'ens3'], mounts: mounts.slice(2, 5) },
});
const small = madeUpHost({
  ...{ seed: 9, cores: 2, memoryBytes: 4_100_000_000 },
  ...{ disks: ['vda'], interfaces: ['lo', 'eth0'], mounts: mounts.slice(0, 1) },
});

/** Two samples, with file systems where `from` is 0. */
const payload = (host, from) => encodeColumns([host(from), host(from + 1)]);
const parts = [payload(large, 0), payload(medium, 0), payload(small, 1), payload(medium, 1)];
console.log(Buffer.concat(parts).toString('base64'));
