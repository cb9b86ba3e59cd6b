/** Where samples arrived since the last roll-up, of one host. Seconds since 1970. */
export interface DirtyRange {
  readonly host: string;
  readonly fromS: number;
  /** The newest sample, included. */
  readonly toS: number;
}

/** Windows of several hosts that are computed by one statement. Begins of minutes. */
export interface DirtyWindows {
  readonly hosts: readonly string[];
  readonly fromS: number;
  /** Exclusive. */
  readonly toS: number;
}

/** What arrives between two runs while nothing is late. */
const liveS = 900;
const hourS = 3600;
/** Hosts × windows of one statement: what it holds in memory. */
export const maxWindows = 20_000;

/**
 * Ranges of one day as few rectangles of hosts and time. Hosts of which little came at about the same time go together, and
 * those with a longer backlog: computing a window that is not dirty does no harm.
 */
export function windowsOf(ranges: readonly DirtyRange[]): DirtyWindows[] {
  const groups = new Map<string, DirtyRange[]>();
  for (const range of ranges) {
    const isLive = range.toS - range.fromS <= liveS;
    const key = isLive ? `live ${Math.floor(range.fromS / hourS)}` : 'backlog';
    groups.set(key, [...(groups.get(key) ?? []), range]);
  }
  return [...groups.values()].map((group) => ({
    hosts: group.map(({ host }) => host).sort(),
    fromS: floorTo(Math.min(...group.map(({ fromS }) => fromS)), 60),
    toS: floorTo(Math.max(...group.map(({ toS }) => toS)), 60) + 60,
  }));
}

/**
 * Leaves out the minutes whose raw samples are gone, of each host: computed again, they would forget what went. `expired` holds
 * where those lay in time.
 */
export function withoutExpired(windows: DirtyWindows, expired: readonly DirtyRange[]): DirtyWindows[] {
  const touching = expired.filter(
    ({ host, fromS, toS }) => windows.hosts.includes(host) && fromS < windows.toS && toS >= windows.fromS,
  );
  if (touching.length === 0) return [windows];
  const hosts = windows.hosts.filter((host) => !touching.some((range) => range.host === host));
  const whole = hosts.length > 0 ? [{ ...windows, hosts }] : [];
  const affected = [...new Set(touching.map(({ host }) => host))];
  return [...whole, ...affected.flatMap((host) => piecesBeside(host, windows, touching))];
}

function piecesBeside(
  host: string,
  { fromS, toS }: DirtyWindows,
  expired: readonly DirtyRange[],
): DirtyWindows[] {
  const pieces: DirtyWindows[] = [];
  const own = expired.filter((range) => range.host === host).toSorted((a, b) => a.fromS - b.fromS);
  let at = fromS;
  for (const range of own) {
    const goneS = floorTo(range.fromS, 60);
    if (goneS > at) pieces.push({ hosts: [host], fromS: at, toS: goneS });
    at = Math.max(at, floorTo(range.toS, 60) + 60);
  }
  if (at < toS) pieces.push({ hosts: [host], fromS: at, toS });
  return pieces;
}

/** The windows that these lie in, of this length, in pieces of at most `maxWindows`. */
export function piecesOf({ hosts, fromS, toS }: DirtyWindows, windowS: number): DirtyWindows[] {
  const pieceS = windowS * Math.max(1, Math.floor(maxWindows / hosts.length));
  const endS = Math.ceil(toS / windowS) * windowS;
  const pieces: DirtyWindows[] = [];
  for (let at = floorTo(fromS, windowS); at < endS; at += pieceS) {
    pieces.push({ hosts, fromS: at, toS: Math.min(at + pieceS, endS) });
  }
  return pieces;
}

/** Two halves that do not touch the same window of the same host; none when it is one window of one host. */
export function halvesOf({ hosts, fromS, toS }: DirtyWindows, windowS: number): DirtyWindows[] {
  if (hosts.length > 1) {
    const half = Math.ceil(hosts.length / 2);
    return [hosts.slice(0, half), hosts.slice(half)].map((part) => ({ hosts: part, fromS, toS }));
  }
  const middleS = floorTo((fromS + toS) / 2, windowS);
  return middleS <= fromS
    ? []
    : [
        { hosts, fromS, toS: middleS },
        { hosts, fromS: middleS, toS },
      ];
}

function floorTo(seconds: number, step: number): number {
  return Math.floor(seconds / step) * step;
}
