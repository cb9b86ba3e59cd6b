/**
 * The rows that lead in one of several respects, each once: the `count` highest of each key. A row whose key is 0 or
 * NaN leads in nothing. In the order of the rows.
 */
export declare function topRows<Row>(rows: readonly Row[], { count, keys }: {
    readonly count: number;
    readonly keys: readonly ((row: Row) => number)[];
}): Row[];
