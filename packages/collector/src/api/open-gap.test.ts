import { expect, test } from '@jest/globals';
import { openGap } from './open-gap.ts';

const silence = { fromMs: 1_000, toMs: 60_000 };

test.each([
  ['revoked', { revokedMs: 50_000, isConnected: false }],
  ['revoked', { revokedMs: 50_000, isConnected: true }],
  ['disconnected', { revokedMs: null, isConnected: false }],
  ['uncommitted', { revokedMs: null, isConnected: true }],
])('%s: %p', (reason, { revokedMs, isConnected }) => {
  const agent = {
    agentId: 'a',
    host: 'web1',
    displayName: '',
    publicKey: '',
    machineHash: '',
    tokenId: '',
    labels: {},
    enrolledMs: 0,
    revokedMs,
    deletedMs: null,
    renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
    version: 1,
  };
  const session = { address: '192.0.2.7', hello: undefined, clockOffsetMs: undefined, upgrade: undefined };
  const sessions = { connected: 0, find: (id: string) => (isConnected && id === 'a' ? session : undefined) };
  expect(openGap(silence, agent, sessions)).toEqual({ ...silence, reason });
});
