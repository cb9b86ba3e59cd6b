const fallbackName = 'host';
const maxLength = 63;

/**
 * The unique name for a host that calls itself `claimed`. Characters outside host names become '-'; a taken name gets
 * the suffix -2, -3, ... Names are final, so those of revoked agents stay taken.
 */
export function uniqueHostName(claimed: string, isTaken: (name: string) => boolean): string {
  const base = plainName(claimed);
  if (!isTaken(base)) return base;
  for (let n = 2; ; n++) {
    const suffix = `-${n}`;
    const name = base.slice(0, maxLength - suffix.length) + suffix;
    if (!isTaken(name)) return name;
  }
}

function plainName(claimed: string): string {
  const name = claimed
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, maxLength)
    .replace(/[-.]+$/, '');
  return name === '' ? fallbackName : name;
}
