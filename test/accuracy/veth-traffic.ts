import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';

/**
 * Traffic over a pair of virtual interfaces into a network name space of its own, as root; nobody answers there, but
 * what is sent goes over the wire. The name is made of the process id, so that two runs do not meet.
 */
export class VethTraffic {
  readonly name = `hwacc${process.pid % 100_000}`;
  readonly #space = `hostwire-accuracy-${process.pid}`;
  readonly #subnet = `10.213.${process.pid % 250}`;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Why there is none; undefined when it runs. */
  start(): string | undefined {
    if (process.getuid?.() !== 0) return 'not root';
    const inside = ['netns', 'exec', this.#space, 'ip'];
    const steps = [
      ['netns', 'add', this.#space],
      ['link', 'add', this.name, 'type', 'veth', 'peer', 'name', 'inside', 'netns', this.#space],
      ['address', 'add', `${this.#subnet}.1/24`, 'dev', this.name],
      ['link', 'set', this.name, 'up'],
      [...inside, 'address', 'add', `${this.#subnet}.2/24`, 'dev', 'inside'],
      [...inside, 'link', 'set', 'inside', 'up'],
    ];
    for (const step of steps) {
      const { status, error, stderr } = spawnSync('ip', step, { encoding: 'utf8' });
      if (status !== 0) return `ip ${step.join(' ')}: ${error?.message ?? stderr.trim()}`;
    }
    const socket = createSocket('udp4');
    socket.on('error', () => undefined); // port unreachable, as expected
    this.#socket = socket;
    this.#timer = setInterval(() => socket.send(Buffer.alloc(1_200), 9, `${this.#subnet}.2`), 2);
    return undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
    spawnSync('ip', ['link', 'delete', this.name]);
    spawnSync('ip', ['netns', 'delete', this.#space]);
  }
}
