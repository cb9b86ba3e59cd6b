/**
 * The programs of an agent that upgrades itself, and which of them starts: the folder `programs` of the state. The
 * launcher (collector/install/hostwire-agent-launch) reads it before each start and ends a trial that does not succeed.
 *
 *   hostwire-agent-VERSION   a program; verified before it got this name
 *   current                  VERSION: what starts; absent: the installed program
 *   trying                   VERSION STARTS SINCE: a program on trial, how often it was started, and first when (seconds)
 *   failed                   VERSION REASON: the last trial that ended without success
 *
 *   none ──begin──► trying ──the collector is reached: confirm──► current
 *                     └──the launcher sees too many starts, or too much time──► failed
 *
 * Each file is replaced whole, so a kill at any instant leaves one of these states.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, writeFileDurably } from '@hostwire/runtime';

const programPrefix = 'hostwire-agent-';
const textMode = 0o600;

export interface FailedTrial {
  readonly version: string;
  /** For people. */
  readonly reason: string;
}

export class ProgramFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }

  programPath(version: string): string {
    return join(this.path, programPrefix + version);
  }

  /** The version on trial. */
  get trying(): string | undefined {
    return this.#read('trying')?.split(' ')[0];
  }

  get failed(): FailedTrial | undefined {
    const text = this.#read('failed');
    if (text === undefined) return undefined;
    const [version = '', ...reason] = text.split(' ');
    return { version, reason: reason.join(' ') };
  }

  /** The next start is of this version, whose program is there. */
  async begin(version: string): Promise<void> {
    this.forgetFailure();
    await this.#write('trying', `${version} 0 0`);
  }

  /** The version on trial is what starts from now on. */
  async confirm(version: string): Promise<void> {
    await this.#write('current', version);
    this.#remove('trying');
    this.tidy();
  }

  async fail({ version, reason }: FailedTrial): Promise<void> {
    await this.#write('failed', `${version} ${reason}`);
  }

  forgetFailure(): void {
    this.#remove('failed');
  }

  /** Removes what no start needs: older programs, and what a kill left of a download. */
  tidy(): void {
    const needed = [this.#read('current'), this.trying].flatMap((version) =>
      version === undefined ? [] : [programPrefix + version],
    );
    const states = ['current', 'trying', 'failed'];
    for (const name of readdirSync(this.path))
      if (!needed.includes(name) && !states.includes(name)) this.#remove(name);
  }

  #write(name: string, text: string): Promise<void> {
    return writeFileDurably(join(this.path, name), `${text}\n`, { mode: textMode });
  }

  #remove(name: string): void {
    rmSync(join(this.path, name), { force: true });
  }

  #read(name: string): string | undefined {
    try {
      const text = readFileSync(join(this.path, name), 'utf8').trim();
      return text === '' ? undefined : text;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}
