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
  readonly #include: RegExp;
  readonly #exclude: RegExp;
  readonly #remembered = new Map<string, boolean>();

  constructor(
    defaultExclude: readonly string[],
    { include = [], exclude = defaultExclude }: NameFilterOptions = {},
  ) {
    this.#include = anyOf(include);
    this.#exclude = anyOf(exclude);
  }

  asksFor(name: string): boolean {
    return this.#include.test(name);
  }

  keeps(name: string): boolean {
    const remembered = this.#remembered.get(name);
    if (remembered !== undefined) return remembered;
    const decision = this.#include.test(name) || !this.#exclude.test(name);
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    this.#remembered.set(name, decision);
    return decision;
  }
}

/** One anchored expression for all globs; with none it matches nothing. */
function anyOf(globs: readonly string[]): RegExp {
  const alternatives = globs.map((glob) =>
    glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.'),
  );
  return new RegExp(alternatives.length === 0 ? '(?!)' : `^(?:${alternatives.join('|')})$`, 's');
}
