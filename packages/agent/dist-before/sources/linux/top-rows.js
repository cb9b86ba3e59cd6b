/**
 * The rows that lead in one of several respects, each once: the `count` highest of each key. A row whose key is 0 or
 * NaN leads in nothing. In the order of the rows.
 */
export function topRows(rows, { count, keys }) {
    const chosen = new Set();
    for (const key of keys)
        for (const row of leaders(rows, { count, key }))
            chosen.add(row);
    return rows.filter((row) => chosen.has(row));
}
/** The first `count` by the key, without sorting all rows: of equals the earlier row leads. */
function leaders(rows, { count, key }) {
    const first = [];
    for (const row of rows) {
        const value = key(row);
        if (!(value > (first.length < count ? 0 : first.at(-1).value)))
            continue;
        let at = first.length;
        while (at > 0 && first[at - 1].value < value)
            at--;
        first.splice(at, 0, { row, value });
        if (first.length > count)
            first.pop();
    }
    return first.map(({ row }) => row);
}
//# sourceMappingURL=top-rows.js.map