import type { KeyObject } from 'node:crypto';
import type { KeyFrame, Stream, Settings, Welcome } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';
import type { Spool } from '../spool/spool.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { HelloFacts } from './hello.ts';
import type { Rejection, Phase } from './session-state.ts';

export interface UplinkOptions {
  readonly spool: Spool;
  readonly address: CollectorAddress;
  readonly agentId: string;
  /** What signs the next connection. */
  readonly privateKey: () => KeyObject;
  /** The keys to trust at the next attempt. */
  readonly pins: () => readonly string[];
  readonly hello: () => HelloFacts;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `pin`: of the key that this collector has; undefined when the connection is gone already. */
  readonly onWelcome: (welcome: Welcome, pin: string | undefined) => void;
  readonly onSettings: (settings: Settings) => void;
  /** What the collector says about keys. */
  readonly onKeyFrame: (frame: KeyFrame) => void;
  /** Default: live. */
  readonly stream?: Stream;
  /** Whether what is not committed after this number is better set aside. Default: never. */
  readonly isRolloverDue?: (committedSeq: number) => boolean;
  /** It was due, and nothing more is sent from here. */
  readonly onRollover?: () => void;
  /** The collector lost what it had acknowledged. */
  readonly onRewind?: () => void;
  /** Something of `status` changed. */
  readonly onChange?: () => void;
  readonly random?: () => number;
}

export interface UplinkStatus {
  readonly phase: Phase;
  readonly rejection: Rejection | undefined;
  readonly lastAck: { readonly epoch: string; readonly seq: number; readonly ms: number } | undefined;
  /** Why there is no session; undefined while there is one. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}
