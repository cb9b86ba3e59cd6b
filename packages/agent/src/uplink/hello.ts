import { protocolVersion, type Hello, type Stream } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { Spool } from '../spool/spool.ts';

/** What Hello says about this process and host. */
export type HelloFacts = Pick<Hello, 'agentVersion' | 'generation' | 'bootId' | 'machineHash' | 'marks'>;

export interface HelloSources {
  readonly spool: Spool;
  readonly clock: Clock;
  readonly hello: () => HelloFacts;
  /** Default: live. */
  readonly stream?: Stream;
}

/** The first frame of a session: who speaks, and which numbers the spool holds now. */
export function helloOf({ spool, clock, hello, stream = 'live' }: HelloSources): Hello {
  const { lastSeq, firstSeq } = spool.status();
  const firstUnacked = spool.ackedSeq + 1;
  return {
    type: 'hello',
    protocol: protocolVersion,
    ...hello(),
    epoch: spool.epoch,
    firstRetained: firstSeq,
    firstUnacked,
    lastSeq,
    prevHash: spool.hashBefore(firstUnacked),
    wallMs: clock.nowMs(),
    monoMs: Math.round(clock.monoMs()),
    stream,
  };
}
