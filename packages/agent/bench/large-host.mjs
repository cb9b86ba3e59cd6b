// A made-up /proc and /sys of a large host, in a folder: 256 cores, 100 interfaces, 10,000 processes, 300 cgroups.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const largeHost = { cores: 256, interfaces: 100, processes: 10_000, cgroups: 300 };

/** Files that are as large on any host: this one's are taken. */
const copied = ['loadavg', 'meminfo', 'vmstat', 'diskstats', 'self/mountinfo', 'uptime'];
const copiedOfNet = ['sockstat', 'sockstat6', 'snmp', 'snmp6', 'netstat'].map((name) => `net/${name}`);
const copiedOfPressure = ['cpu', 'memory', 'io'].map((name) => `pressure/${name}`);

export function makeLargeHost(folder) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of [...copied, ...copiedOfNet, ...copiedOfPressure]) {
    mkdirSync(dirname(join(folder, 'proc', name)), { recursive: true });
    copyFileSync(join('/proc', name), join(folder, 'proc', name));
  }
  const times = (n) => `${n * 900} 0 ${n * 350} ${n * 8600} ${n * 10} 0 ${n * 4} 0 0 0\n`;
  const cores = Array.from({ length: largeHost.cores }, (_, core) => `cpu${core} ${times(1)}`).join('');
  const interrupts = '0 '.repeat(largeHost.cores * 8);
  write('proc/stat', `cpu  ${times(largeHost.cores)}${cores}intr 5 ${interrupts}\nctxt 7\nprocesses 9\n`);
  writeInterfaces(write);
  writeProcesses(write);
  writeCgroups(write);
  return { procRoot: join(folder, 'proc'), sysRoot: join(folder, 'sys') };
}

function writeInterfaces(write) {
  const names = Array.from({ length: largeHost.interfaces }, (_, i) => `eth${i}`);
  const counters = Array.from({ length: 16 }, (_, i) => i * 123_456_789).join(' ');
  write('proc/net/dev', `Inter-|\n face |\n${names.map((name) => `${name}: ${counters}\n`).join('')}`);
  for (const name of names) {
    const attributes = { operstate: 'up', duplex: 'full', speed: 10_000, carrier_changes: 2 };
    for (const [key, value] of Object.entries(attributes))
      write(`sys/class/net/${name}/${key}`, `${value}\n`);
  }
}

function writeProcesses(write) {
  for (let pid = 1; pid <= largeHost.processes; pid++) {
    const rss = (pid * 7919) % 50_000;
    const numbers = `S 1 ${pid} ${pid} 0 -1 4194560 5 0 0 0 ${pid} 30 0 0 20 0 3 0 900 22000000 ${rss} 0`;
    write(`proc/${pid}/stat`, `${pid} (worker-${pid % 40}) ${numbers}\n`);
    write(`proc/${pid}/status`, `Name:\tworker\nUid:\t0\t0\t0\t0\nVmRSS:\t${rss * 4} kB\n`);
    write(`proc/${pid}/io`, `read_bytes: ${pid}\nwrite_bytes: ${pid}\n`);
  }
}

function writeCgroups(write) {
  write('sys/fs/cgroup/cgroup.controllers', 'cpu io memory pids\n');
  for (const at of ['', 'system.slice/']) write(`sys/fs/cgroup/${at}cpu.stat`, 'usage_usec 1\n');
  for (let i = 0; i < largeHost.cgroups; i++) {
    const id = i.toString(16).padStart(64, '0');
    const files = {
      'cpu.stat':
        'usage_usec 123456\nuser_usec 1\nsystem_usec 1\nnr_periods 5\nnr_throttled 1\nthrottled_usec 7\n',
      'cpu.max': '150000 100000\n',
      'memory.current': '123456789\n',
      'memory.max': '223456789\n',
      'memory.events': 'low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n',
      'io.stat': '8:0 rbytes=5 wbytes=6 rios=1 wios=1 dbytes=0 dios=0\n',
      'pids.current': '5\n',
      'pids.max': '50\n',
    };
    for (const [file, text] of Object.entries(files)) {
      write(`sys/fs/cgroup/system.slice/docker-${id}.scope/${file}`, text);
    }
  }
}
