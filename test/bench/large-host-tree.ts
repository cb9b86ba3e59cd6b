import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const largeHost = { cores: 256, interfaces: 100, processes: 10_000, cgroups: 300 };

/** Files that are as large on any host: this one's are taken. */
const copied = ['loadavg', 'meminfo', 'vmstat', 'diskstats', 'self/mountinfo', 'uptime'];
const copiedOfNet = ['sockstat', 'sockstat6', 'snmp', 'snmp6', 'netstat'].map((name) => `net/${name}`);
const copiedOfPressure = ['cpu', 'memory', 'io'].map((name) => `pressure/${name}`);

type Write = (path: string, text: string) => void;

/**
 * A made-up /proc and /sys of a large host, in a folder: 256 cores, 100 interfaces, 10,000 processes, 300 cgroups. The
 * counters of cores, interfaces and of one process in twenty grow with every `tick`.
 */
export class LargeHost {
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly #write: Write;
  #ticks = 0;

  constructor(folder: string) {
    this.procRoot = join(folder, 'proc');
    this.sysRoot = join(folder, 'sys');
    this.#write = makeLargeHost(folder);
  }

  /** A second later: files are written over in place, because the agent keeps them open. */
  tick(): void {
    this.#ticks++;
    writeCores(this.#write, this.#ticks);
    writeTraffic(this.#write, this.#ticks);
    if (this.#ticks % 10 !== 0) return;
    for (let pid = 20; pid <= largeHost.processes; pid += 20) writeStat(this.#write, pid, this.#ticks);
  }
}

function makeLargeHost(folder: string): Write {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of [...copied, ...copiedOfNet, ...copiedOfPressure]) {
    mkdirSync(dirname(join(folder, 'proc', name)), { recursive: true });
    copyFileSync(join('/proc', name), join(folder, 'proc', name));
  }
  writeCores(write, 0);
  writeInterfaces(write);
  writeProcesses(write);
  writeCgroups(write);
  return write;
}

/** Wide enough that a file is as long as it was. */
const counter = (value: number) => `${10_000_000_000 + value}`;

function writeCores(write: Write, ticks: number): void {
  const times = (n: number) => {
    const states = [9, 0, 3, 86, 1, 0, 1, 0, 0, 0].map((share) => counter(share * n * ticks));
    return `${states.join(' ')}\n`;
  };
  const cores = Array.from({ length: largeHost.cores }, (_, core) => `cpu${core} ${times(1)}`).join('');
  const interrupts = '0 '.repeat(largeHost.cores * 8);
  const total = `cpu  ${times(largeHost.cores)}`;
  const events = `ctxt ${counter(ticks * 70_000)}\nprocesses ${counter(ticks * 9)}\n`;
  write('proc/stat', `${total}${cores}intr ${counter(ticks * 50_000)} ${interrupts}\n${events}`);
}

const interfaces = Array.from({ length: largeHost.interfaces }, (_, i) => `eth${i}`);

function writeTraffic(write: Write, ticks: number): void {
  const counters = Array.from({ length: 16 }, (_, i) => counter(i % 8 < 2 ? ticks * (i + 1) * 1234 : 0));
  const lines = interfaces.map((name) => `${name}: ${counters.join(' ')}\n`);
  write('proc/net/dev', `Inter-|\n face |\n${lines.join('')}`);
}

function writeInterfaces(write: Write): void {
  writeTraffic(write, 0);
  for (const name of interfaces) {
    const attributes = { operstate: 'up', duplex: 'full', speed: 10_000, carrier_changes: 2 };
    for (const [key, value] of Object.entries(attributes))
      write(`sys/class/net/${name}/${key}`, `${value}\n`);
  }
}

function writeStat(write: Write, pid: number, ticks: number): void {
  const rss = (pid * 7919) % 50_000;
  const numbers = `S 1 ${pid} ${pid} 0 -1 4194560 5 0 0 0 ${pid + ticks} 30 0 0 20 0 3 0 900 22000000 ${rss} 0`;
  write(`proc/${pid}/stat`, `${pid} (worker-${pid % 40}) ${numbers}\n`);
}

function writeProcesses(write: Write): void {
  for (let pid = 1; pid <= largeHost.processes; pid++) {
    writeStat(write, pid, 0);
    write(`proc/${pid}/status`, `Name:\tworker\nUid:\t0\t0\t0\t0\nVmRSS:\t${pid * 4} kB\n`);
    write(`proc/${pid}/io`, `read_bytes: ${pid}\nwrite_bytes: ${pid}\n`);
  }
}

function writeCgroups(write: Write): void {
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
