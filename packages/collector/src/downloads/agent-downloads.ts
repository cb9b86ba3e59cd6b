import { createReadStream, existsSync, readFileSync, statSync, type ReadStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestName, readManifest } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';

/** Written beside the executables by deploy/agent/build.mjs: lines of `sha256  name`, as sha256sum has them. */
const checksumsFile = 'SHA256SUMS';
const checksumLine = /^[0-9a-f]{64} {2}(hostwire-agent-[a-z0-9-]+)$/;

/** Where the package `hostwire` has them; in a clone, where deploy/agent/build.mjs puts them. */
const packagedFolder = '/usr/share/hostwire/agents';
const builtFolder = fileURLToPath(new URL('../../../../deploy/dist', import.meta.url));

export function agentsFolder(): string {
  return existsSync(builtFolder) ? builtFolder : packagedFolder;
}

/** A new release is noticed within this time. */
const lookEveryMs = 1_000;

export interface Download {
  readonly bytes: number;
  readonly stream: ReadStream;
}

/** The executables of the agent that this collector hands out: those that its folder lists with a checksum. */
export class AgentDownloads {
  readonly #folder: string;
  readonly #monoMs: () => number;
  #release: { readonly lookedMs: number; readonly version: string | undefined } | undefined;

  constructor(folder: string, monoMs: () => number = () => systemClock.monoMs()) {
    this.#folder = folder;
    this.#monoMs = monoMs;
  }

  /** As sha256sum prints them, sorted by name; '' where none was built. Read anew each time: an upgrade replaces them. */
  checksums(): string {
    const path = join(this.#folder, checksumsFile);
    if (!existsSync(path)) return '';
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines
      .filter((line) => this.#isThere(checksumLine.exec(line)?.[1]))
      .sort()
      .join('\n');
  }

  /** The signed manifest of the release, as text; undefined: there is none. */
  manifest(): string | undefined {
    const path = join(this.#folder, manifestName);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  /** The version that agents may upgrade to; undefined: none is handed out. Asked for by every session each second. */
  releaseVersion(): string | undefined {
    const nowMs = this.#monoMs();
    if (this.#release === undefined || nowMs - this.#release.lookedMs >= lookEveryMs)
      this.#release = { lookedMs: nowMs, version: versionOf(this.manifest()) };
    return this.#release.version;
  }

  /** undefined: there is none of this name. The caller ends the stream. */
  open(name: string): Download | undefined {
    const listed = this.checksums().split('\n');
    if (!listed.some((line) => checksumLine.exec(line)?.[1] === name)) return undefined;
    const path = join(this.#folder, name);
    return { bytes: statSync(path).size, stream: createReadStream(path) };
  }

  #isThere(name: string | undefined): boolean {
    return name !== undefined && existsSync(join(this.#folder, name));
  }
}

/** A manifest that cannot be read offers nothing; agents would refuse it, too. */
function versionOf(manifest: string | undefined): string | undefined {
  try {
    return manifest === undefined ? undefined : readManifest(manifest).version;
  } catch {
    return undefined;
  }
}
