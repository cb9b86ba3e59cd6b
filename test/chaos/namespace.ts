import { spawnSync } from 'node:child_process';

/** Of the range for benchmarks (RFC 2544): no real host has such an address. Each network takes four of them. */
const prefix = '198.18';
const networks = 200;

export type Direction = 'outward' | 'inward';

/**
 * A network namespace with a veth pair to this host, for processes that have a network of their own. Each direction can
 * be cut without anybody being told: a queue of length 0 drops what should leave.
 *
 *   inside (address 198.18.N.2)  ──outward──►  host (198.18.N.1)
 *                                ◄──inward───
 */
export class Namespace {
  readonly #number: number;
  readonly #name: string;

  private constructor(number: number) {
    this.#number = number;
    this.#name = `hwchaos${number}`;
  }

  /** Why there can be none here; undefined when there can. */
  static missing(): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root';
    try {
      const probe = Namespace.make();
      try {
        probe.cut(['inward', 'outward']);
        probe.heal();
      } finally {
        probe.remove();
      }
      return undefined;
    } catch (error) {
      return `needs ip and tc, network namespaces and veth (${error instanceof Error ? error.message : String(error)})`;
    }
  }

  /** Takes the first number that nobody uses. */
  static make(): Namespace {
    for (let number = 1; number <= networks; number++) {
      const one = new Namespace(number);
      if (one.#claim()) return one;
    }
    throw new Error(`all ${networks} networks are in use: ip netns delete hwchaos1 ...`);
  }

  /** Of this host, as seen from inside. */
  get hostAddress(): string {
    return `${prefix}.${this.#number}.1`;
  }

  /** Before a command line that is to run inside. (`ip netns exec` would also keep disks mounted that are to go.) */
  get within(): readonly string[] {
    return ['nsenter', `--net=/run/netns/${this.#name}`, '--'];
  }

  cut(directions: readonly Direction[]): void {
    for (const direction of directions)
      run([...this.#queueCommand('replace', direction), 'bfifo', 'limit', '1']);
  }

  heal(): void {
    for (const direction of ['outward', 'inward'] as const) attempt(this.#queueCommand('del', direction));
  }

  /** Packets that the cut directions have dropped so far. */
  dropped(): number {
    return (['outward', 'inward'] as const).reduce((sum, direction) => {
      const [command, ...args] = [
        ...this.#tc(direction),
        '-s',
        '-j',
        'qdisc',
        'show',
        'dev',
        this.#device(direction),
      ];
      const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
      const queues = JSON.parse(stdout || '[]') as { kind: string; drops?: number }[];
      return (
        sum + queues.filter(({ kind }) => kind === 'bfifo').reduce((all, { drops = 0 }) => all + drops, 0)
      );
    }, 0);
  }

  remove(): void {
    attempt(['ip', 'link', 'delete', this.#device('inward')]);
    attempt(['ip', 'netns', 'delete', this.#name]);
  }

  /** false: the number is taken. */
  #claim(): boolean {
    const inside = this.#device('outward');
    const outside = this.#device('inward');
    const taken = spawnSync('ip', ['netns', 'add', this.#name], { encoding: 'utf8' });
    if (taken.status !== 0) {
      if (taken.stderr.includes('exists')) return false;
      throw new Error(taken.stderr.trim() || 'ip is not installed');
    }
    try {
      run(['ip', 'link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', this.#name]);
      run(['ip', 'address', 'add', `${this.hostAddress}/30`, 'dev', outside]);
      run(['ip', 'link', 'set', outside, 'up']);
      run(['ip', '-n', this.#name, 'address', 'add', `${prefix}.${this.#number}.2/30`, 'dev', inside]);
      run(['ip', '-n', this.#name, 'link', 'set', inside, 'up']);
      run(['ip', '-n', this.#name, 'link', 'set', 'lo', 'up']);
    } catch (error) {
      this.remove();
      throw error;
    }
    return true;
  }

  /** Whose queue delays or drops this direction. */
  #device(direction: Direction): string {
    return `${this.#name}${direction === 'outward' ? 'i' : 'o'}`;
  }

  #tc(direction: Direction): readonly string[] {
    return direction === 'outward' ? ['tc', '-n', this.#name] : ['tc'];
  }

  #queueCommand(verb: 'replace' | 'del', direction: Direction): string[] {
    return [...this.#tc(direction), 'qdisc', verb, 'dev', this.#device(direction), 'root'];
  }
}

function run([command = '', ...args]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`);
}

/** For what may be done already. */
function attempt([command = '', ...args]: readonly string[]): void {
  spawnSync(command, args);
}
