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

const maxDisplayLength = 128;

/** The name to show: as the host gave it, in any script; without control characters and what turns the direction. */
export function givenHostName(claimed: string, host: string): string {
  const name = claimed
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, maxDisplayLength);
  if (name === '' || name === host.replace(/-\d+$/, '')) return host;
  return name;
}
