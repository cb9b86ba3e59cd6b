/** Remembered decisions; a host that makes up names without end starts over. */
const maxRemembered = 4096;
/** Which devices, mounts or file system types are reported. */
export class NameFilter {
    #include;
    #exclude;
    #remembered = new Map();
    constructor(defaultExclude, { include = [], exclude = defaultExclude } = {}) {
        this.#include = anyOf(include);
        this.#exclude = anyOf(exclude);
    }
    asksFor(name) {
        return this.#include.test(name);
    }
    keeps(name) {
        const remembered = this.#remembered.get(name);
        if (remembered !== undefined)
            return remembered;
        const decision = this.#include.test(name) || !this.#exclude.test(name);
        if (this.#remembered.size >= maxRemembered)
            this.#remembered.clear();
        this.#remembered.set(name, decision);
        return decision;
    }
}
/** One anchored expression for all globs; with none it matches nothing. */
function anyOf(globs) {
    const alternatives = globs.map((glob) => glob
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.'));
    return new RegExp(alternatives.length === 0 ? '(?!)' : `^(?:${alternatives.join('|')})$`, 's');
}
//# sourceMappingURL=name-filter.js.map