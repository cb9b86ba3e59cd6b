import type { Finding, NotCompared, What } from './finding.ts';

/** A level in one look of the source, between two readings the second way: right before and right after. */
export interface Bracket {
  readonly source: number;
  readonly before: number;
  readonly after: number;
}

/**
 * A level goes up and down, so the two ways can only be compared where it held still: before and after, the second way
 * said the same, up to its grain. There the source has to say it too. A level may move and come back between two
 * readings by chance, but not most of the time; a source that is wrong is so always.
 *
 * Of one that never held still the source should say something in between. Where it does not, it may have moved unseen,
 * so nothing is known, unless that is further than it was seen to move in any bracket.
 */
export function compareLevel(
  what: What,
  of: { brackets: readonly Bracket[]; grain: number },
): Finding | NotCompared {
  const { brackets, grain } = of;
  if (brackets.length === 0)
    return { ...what, reason: 'no look of the source has it between two readings the other way' };
  const sharpestFirst = brackets.toSorted((a, b) => movement(a) - movement(b));
  const still = sharpestFirst.filter((bracket) => movement(bracket) <= grain);
  if (still.length > 0)
    return finding(
      what,
      usual(still, (bracket) => beyond(bracket) > grain),
      grain,
    );
  const moved = movement(sharpestFirst.at(-1)!);
  const far = usual(sharpestFirst, (bracket) => beyond(bracket) > moved + grain);
  if (beyond(far) > moved + grain || beyond(sharpestFirst[0]!) <= grain)
    return finding(what, beyond(far) > moved + grain ? far : sharpestFirst[0]!, grain);
  const reason = `it moved between the readings right before and right after each of ${brackets.length} looks, by up to ${moved}`;
  return { ...what, reason };
}

/** The first that is wrong when at least half are, or else the first that is not. */
function usual(brackets: readonly Bracket[], isWrong: (bracket: Bracket) => boolean): Bracket {
  const wrong = brackets.filter(isWrong);
  const right = brackets.filter((bracket) => !isWrong(bracket));
  return 2 * wrong.length >= brackets.length ? wrong[0]! : right[0]!;
}

function finding(what: What, { source, before, after }: Bracket, grain: number): Finding {
  const [b, tolerance] = [(before + after) / 2, Math.abs(after - before) / 2 + grain];
  return { ...what, a: source, b, relation: '=', tolerance, ok: Math.abs(source - b) <= tolerance };
}

function movement({ before, after }: Bracket): number {
  return Math.abs(after - before);
}

/** How far the source is outside of what was read before and after. */
function beyond({ source, before, after }: Bracket): number {
  return Math.max(Math.min(before, after) - source, source - Math.max(before, after), 0);
}
