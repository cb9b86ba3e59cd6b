import { randomBytes } from 'node:crypto';
import { utcDay, zeroHash, type GapReason } from '@hostwire/protocol';
import { Backlog, type ChainEnd, type UnplacedFrame } from './backlog.ts';

export interface GapTimes {
  readonly fromMs: number;
  readonly toMs: number;
  readonly createdMs: number;
}

const noEnd: ChainEnd = { seq: 0, hash: zeroHash };

/** Gives the frames of one epoch their numbers; what is not on the disk yet is in the backlog. */
export class Numbering {
  readonly #backlogBytes: number;
  #epoch = '';
  #inheritedSeq = 0;
  #backlog: Backlog;

  constructor(backlogBytes: number) {
    this.#backlogBytes = backlogBytes;
    this.#backlog = new Backlog('', noEnd, backlogBytes);
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Begins where the disk ends: `start` is the last number that is sealed, `end` the last given. */
  get backlog(): Backlog {
    return this.#backlog;
  }

  get sealedSeq(): number {
    return this.#backlog.start.seq;
  }

  get lastSeq(): number {
    return this.#backlog.end.seq;
  }

  /** The last number that an earlier process may have given out. */
  get inheritedSeq(): number {
    return this.#inheritedSeq;
  }

  /** A new epoch. Its name, when none is given, is random. */
  begin(epoch = randomBytes(8).toString('hex')): void {
    this.resume({ epoch, end: noEnd, inheritedSeq: 0 });
  }

  /** Goes on where an earlier process ended. */
  resume({ epoch, end, inheritedSeq }: { epoch: string; end: ChainEnd; inheritedSeq: number }): void {
    this.#epoch = epoch;
    this.#inheritedSeq = inheritedSeq;
    this.#backlog = new Backlog(epoch, end, this.#backlogBytes);
  }

  /** Everything sealed may have been sent. */
  handOver(): void {
    this.#inheritedSeq = Math.max(this.#inheritedSeq, this.sealedSeq);
  }

  place(frame: UnplacedFrame): void {
    this.#backlog.place(frame);
  }

  placeGap(reason: GapReason, { fromMs, toMs, createdMs }: GapTimes): void {
    const times = { day: utcDay(createdMs), fromMs, toMs: Math.max(fromMs, toMs), createdMs };
    this.place({ type: 'gap', ...times, reason });
  }
}
