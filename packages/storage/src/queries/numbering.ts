/** SQL about the sequence numbers of an epoch, as queries on `samples` share it. */

export const epochHex = "leftPad(lower(hex(samples.epoch)), 16, '0')";

/** The number that an epoch is stored as. @param hex SQL of its 16 hex digits */
export function epochNumber(hex: string): string {
  return `reinterpretAsUInt64(reverse(unhex(${hex})))`;
}

/**
 * Whether the numbers from `first` to `last` are all there, each once: their count and their sum are those of an unbroken row. An
 * aggregate per epoch, answered from the projection `audit`.
 */
export function isUnbroken(first: string, last: string): string {
  return `toInt128(groupBitmapIf(seq, kind = 'sample')) + sumIf(toInt128(seq) - gap_first_seq + 1, kind != 'sample')
      = toInt128(${last}) - ${first} + 1
    AND 2 * sumIf(toInt128(seq), kind = 'sample' AND idx = 0)
        + sumIf((toInt128(gap_first_seq) + seq) * (toInt128(seq) - gap_first_seq + 1), kind != 'sample')
      = (toInt128(${first}) + ${last}) * (toInt128(${last}) - ${first} + 1)`;
}
