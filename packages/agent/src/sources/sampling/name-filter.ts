/** Globs: `*` stands for any characters (slashes too), `?` for one, all else for itself. */
export interface NameFilterOptions {
  /** Asked for: kept whatever `exclude` and the defaults of the group say. */
  readonly include?: readonly string[];
  /** Left out. Takes the place of the group's default list. */
  readonly exclude?: readonly string[];
}

/** Remembered decisions; a host that makes up names without end starts over. */
const maxRemembered = 4096;

/** Which devices, mounts or file system types are reported. */
export class NameFilter {
  readonly #defaultExclude: readonly string[];
  #include: readonly string[] = [];
  #exclude: readonly string[] = [];
  readonly #remembered = new Map<string, boolean>();

  constructor(defaultExclude: readonly string[], options: NameFilterOptions = {}) {
    this.#defaultExclude = defaultExclude;
    this.set(options);
  }

  /** Other globs from now on. */
  set({ include = [], exclude = this.#defaultExclude }: NameFilterOptions): void {
    this.#include = include;
    this.#exclude = exclude;
    this.#remembered.clear();
  }

  asksFor(name: string): boolean {
    return matchesAny(this.#include, name);
  }

  keeps(name: string): boolean {
    const remembered = this.#remembered.get(name);
    if (remembered !== undefined) return remembered;
    const decision = matchesAny(this.#include, name) || !matchesAny(this.#exclude, name);
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    this.#remembered.set(name, decision);
    return decision;
  }
}

function matchesAny(globs: readonly string[], name: string): boolean {
  return globs.some((glob) => matchesGlob(glob, name));
}

/**
 * At most length × length steps, whatever the glob: it comes from afar, and as a regular expression it could hold the
 * agent up for ever.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let [at, inName] = [0, 0];
  let [star, starInName] = [-1, 0];
  while (inName < name.length) {
    if (glob[at] === '*') [star, starInName] = [at++, inName];
    else if (at < glob.length && (glob[at] === '?' || glob[at] === name[inName]))
      [at, inName] = [at + 1, inName + 1];
    else if (star >= 0)
      [at, inName] = [star + 1, ++starInName]; // let the last * stand for one more
    else return false;
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}
