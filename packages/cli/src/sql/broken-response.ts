/** How much of an answer's end is kept to look for the reason of its breaking off; ClickHouse writes at most 16 KiB. */
export const answerTailBytes = 20 * 1024;

/**
 * ClickHouse ends an answer that it cannot complete with a block of its own:
 * `__exception__`, a tag, the words and their length, the tag, `__exception__`.
 */
const exceptionBlock = /__exception__\r?\n\S+\r?\n([^]*?)\r?\n\d+ \S+\r?\n__exception__/;

/** Why an answer broke off, from its last bytes. */
export function reasonOfBreak(tail: string): string {
  const words = exceptionBlock.exec(tail)?.[1]?.trim();
  if (words === undefined)
    return 'the answer broke off: the collector or ClickHouse ended. What came is not all.';
  return `the answer broke off, what came is not all. ClickHouse says: ${words}`;
}
