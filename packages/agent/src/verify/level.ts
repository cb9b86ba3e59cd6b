import type { Finding, NotCompared, What } from './finding.ts';

/** A level in one observation of the source, between two readings the second way: right before and right after. */
export interface Bracket {
  readonly source: number;
  readonly before: number;
  readonly after: number;
}

/** A source that is wrong is outside of more of the brackets than this; a level that moves unseen is outside of fewer. */
const wrongShare = 0.75;

/**
 * A level goes up and down, so the two ways can only be compared where it held still: before and after, the second way
 * said the same, up to its grain. There the source has to say it too. A level may move and come back between two
 * readings by chance, now and then; a source that is wrong is so nearly always.
 *
 * Of one that moves most of the time (it may then say the same twice by chance) the source should say something in
 * between. Where it often does not, the level moved unseen and nothing is known, unless the source is further away than it
 * was seen to move in any bracket.
 */
export function compareLevel(
  what: What,
  of: { brackets: readonly Bracket[]; grain: number },
): Finding | NotCompared {
  const { brackets, grain } = of;
  if (brackets.length === 0)
    return { ...what, reason: 'no observation of the source has it between two readings the other way' };
  const sharpestFirst = brackets.toSorted((a, b) => movement(a) - movement(b));
  const still = sharpestFirst.filter((bracket) => movement(bracket) <= grain);
  const isSteady = 2 * still.length >= brackets.length;
  const compared = isSteady ? still : sharpestFirst;
  const moved = movement(sharpestFirst.at(-1)!);
  const wrong = compared.filter((bracket) => beyond(bracket) > (isSteady ? 0 : moved) + grain);
  if (wrong.length > wrongShare * compared.length) return finding(what, wrong[0]!, grain);
  const right = compared.filter((bracket) => beyond(bracket) <= grain);
  if (2 * right.length >= compared.length) return finding(what, right[0]!, grain);
  const reason = `it moves too fast: by up to ${moved} between the readings right before and right after an observation`;
  return { ...what, reason };
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
