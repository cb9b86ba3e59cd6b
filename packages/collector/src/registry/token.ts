import { BlockList, isIPv6 } from 'node:net';
import type { TokenRow } from '@hostwire/storage';

export type TokenState = 'valid' | 'expired' | 'used_up' | 'revoked';

/** Whether a token still admits an agent, and if not, the first reason why. `used` = agents enrolled with it. */
export function tokenState(token: TokenRow, { used, nowMs }: { used: number; nowMs: number }): TokenState {
  if (token.revokedMs !== null) return 'revoked';
  if (token.expiresMs <= nowMs) return 'expired';
  return used >= token.uses ? 'used_up' : 'valid';
}

/** Whether an address lies in one of the networks (`10.0.0.0/8`, `fd00::/8`); no network at all means anywhere. */
export function cidrAllows(cidr: readonly string[], address: string): boolean {
  if (cidr.length === 0) return true;
  const networks = new BlockList();
  for (const network of cidr) {
    const [base = '', prefix = ''] = network.split('/');
    networks.addSubnet(base, Number(prefix), isIPv6(base) ? 'ipv6' : 'ipv4');
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/, ''); // IPv4 on a socket that listens on IPv6
  return networks.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
