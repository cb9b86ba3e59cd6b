import type { NetworkInterfaceInfo } from 'node:os';

const anyAddress = new Set(['0.0.0.0', '::', '']);

/**
 * The address to tell others for a server that listens on `host`: that one, or, when it listens on all, the first that
 * leads outside, or the loopback address when there is none.
 */
export function reachableAddress(host: string, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  if (!anyAddress.has(host)) return host.includes(':') ? `[${host}]` : host;
  const addresses = Object.values(interfaces).flatMap((infos) => infos ?? []);
  const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  return outside?.address ?? '127.0.0.1';
}
