import type { SourceFilters } from './source-settings.ts';

/** What is left out unless settings ask for it, by glob. */
export const defaultExclude = {
  /**
   * Left out unless asked for: loop devices (their files lie on a disk that is reported), RAM disks, zram (swap in RAM:
   * what it does is CPU time and pages swapped), floppy and optical drives. dm-* and md* are kept: they are what a file
   * system waits for, and differ from the sum of their members.
   */
  disks: ['loop*', 'ram*', 'zram*', 'fd*', 'sr*'],

  /**
   * Left out unless asked for, so that adding up the interfaces of a host counts a byte once: loopback; the host's end
   * of a container's or pod's link (veth, Calico's cali, LXC's and Cilium's lxc) and Docker's bridges (docker0, and br-
   * followed by the 12 digits of a network's id), which see what the real interface sees as well; ifb and dummy. Other
   * bridges (br0, br-lan) stay: on a hypervisor or router they carry what nothing else shows.
   */
  interfaces: ['lo', 'veth*', 'cali*', 'lxc*', 'docker0', 'br-????????????', 'ifb*', 'dummy*'],

  /**
   * File systems without a capacity of their own: kernel interfaces, memory (tmpfs), images that are always full
   * (squashfs), layers over file systems that are reported (overlay), and autofs, where a look would mount it.
   */
  filesystemTypes: [
    'autofs',
    'binfmt_misc',
    'bpf',
    'cgroup*',
    'configfs',
    'debugfs',
    'devpts',
    'devtmpfs',
    'efivarfs',
    'fuse.gvfsd-fuse',
    'fuse.lxcfs',
    'fuse.portal',
    'fuse.snapfuse',
    'fusectl',
    'hugetlbfs',
    'mqueue',
    'nsfs',
    'overlay',
    'proc',
    'pstore',
    'ramfs',
    'rootfs',
    'rpc_pipefs',
    'securityfs',
    'selinuxfs',
    'squashfs',
    'sysfs',
    'tmpfs',
    'tracefs',
  ],

  /** Kernel interfaces, and what container engines mount once per container. */
  mounts: [
    '/dev/*',
    '/proc/*',
    '/sys/*',
    '/run/user/*',
    '/var/lib/containers/*',
    '/var/lib/docker/*',
    '/var/lib/kubelet/*',
  ],
} as const satisfies Record<keyof SourceFilters, readonly string[]>;
