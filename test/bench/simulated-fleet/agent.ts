/**
 * One agent of the fleet: numbers and chains batches as a spool does, sends them as far as the credit reaches, and keeps
 * in memory what is not acknowledged.
 *
 *   away ──login──► greeting ──Welcome──► open ──connection lost, GoAway──► away, again after a wait, for ever
 *
 * Invariants: a number stands for the same bytes for ever; numbers are sent in order; what is under way stays within the
 * credit (one batch may always be, unless the credit is 0). No limit on what is kept: runs are short. Like a real agent it
 * turns when the collector takes batches again after a standstill: see `turn`.
 */
import { randomBytes } from 'node:crypto';
import {
  batchHash,
  decodeFrame,
  encodeFrame,
  noMarks,
  protocolVersion,
  zeroHash,
  type Batch,
  type Credit,
  type Frame,
  type Hello,
  type Inventory,
  type Settings,
} from '@hostwire/protocol';
import type { WebSocket } from 'ws';
import { login, type Credentials, type GatewayAddress } from './login.ts';

/** As the real agent's `epochLimits`. */
const backlogMs = 15_000;
const turnEveryMs = 60_000;
/** As the real agent's `historyDelay`. */
const historyWait = { min: 5_000, max: 10_000 };

/** A batch without its place in the sequence. */
export type BatchBody = Omit<Batch, 'type' | 'seq' | 'prevHash'>;

/** What the agents report to. */
export interface FleetRecord {
  /** From the first sending of a batch to its acknowledgement. */
  acknowledged(delayMs: number): void;
  welcomed(settings: Settings): void;
  /** Counted by reason; anything but `restart` at the end is worth a look. */
  lost(reason: string): void;
  /** `before` has a backlog: from now on it is history, and another takes the new batches. */
  turned(before: SimulatedAgent): void;
}

interface KeptBatch {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly prevHash: string;
  readonly createdMs: number;
  /** NaN = never. */
  sentMs: number;
}

const retryMs = { min: 500, max: 3_000 };

export class SimulatedAgent {
  readonly #address: GatewayAddress;
  readonly #credentials: Credentials;
  readonly #record: FleetRecord;
  readonly #inventory: Inventory | undefined;
  readonly #keepsEpoch: boolean;
  #stopped = false;
  readonly #epoch = randomBytes(8).toString('hex');
  #socket: WebSocket | undefined;
  #state: 'away' | 'greeting' | 'open' = 'away';
  #credit: Credit = { batches: 0, bytes: 0 };
  #generation = 0;
  #seq = 0;
  #prevHash = zeroHash;
  /** From the first unacknowledged one on, without holes. */
  #kept: KeptBatch[] = [];
  /** How many of `#kept` this connection has sent, and their bytes. */
  #sent = 0;
  #sentBytes = 0;
  #wait: { readonly min: number; readonly max: number } = retryMs;
  #stream: 'live' | 'history' = 'live';
  #turnedMs = -Infinity;
  #flushMs = NaN;

  constructor(options: {
    address: GatewayAddress;
    credentials: Credentials;
    record: FleetRecord;
    generation?: number;
    /** Told once after each login. */
    inventory?: Inventory;
    /** Sends everything in order, however old: never turns. */
    keepsEpoch?: boolean;
  }) {
    this.#inventory = options.inventory;
    this.#keepsEpoch = options.keepsEpoch ?? false;
    this.#generation = options.generation ?? 0;
    this.#address = options.address;
    this.#credentials = options.credentials;
    this.#record = options.record;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** How often it is to seal a batch; less while a page shows the host. NaN before the first Welcome. */
  get flushMs(): number {
    return this.#flushMs;
  }

  get unacknowledged(): number {
    return this.#kept.length;
  }

  /** Logs in, and again whenever the connection is lost. */
  start(): void {
    this.#connect().catch((error: unknown) => this.#lose(String(error)));
  }

  /** The same agent with a new epoch, which is live at once; this one closes and comes back as history. */
  turn(): SimulatedAgent {
    const next = new SimulatedAgent({
      address: this.#address,
      credentials: this.#credentials,
      record: this.#record,
      generation: this.#generation,
    });
    next.#turnedMs = Date.now();
    this.#stream = 'history';
    this.#state = 'away';
    this.#wait = historyWait;
    this.#socket?.close(1000);
    next.start();
    return next;
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#stopped = true;
    this.#socket?.close(1000);
  }

  add(body: BatchBody): void {
    const { day, createdMs, samples, codec, rawLength, payload } = body;
    const place = { seq: ++this.#seq, prevHash: this.#prevHash };
    const batch: Batch = { type: 'batch', ...place, day, createdMs, samples, codec, rawLength, payload };
    this.#kept.push({
      seq: batch.seq,
      bytes: encodeFrame(batch),
      prevHash: batch.prevHash,
      createdMs,
      sentMs: NaN,
    });
    this.#prevHash = batchHash(this.#epoch, batch);
    this.#pump();
  }

  async #connect(): Promise<void> {
    const socket = await login(this.#address, this.#credentials);
    this.#socket = socket;
    this.#wait = retryMs;
    socket.on('open', () => {
      this.#state = 'greeting';
      this.#send(this.#hello());
    });
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) this.#receive(decodeFrame(data));
    });
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', (code) => {
      if (this.#socket === socket) this.#lose(`close ${code}`);
    });
  }

  #hello(): Hello {
    const [first] = this.#kept;
    return {
      type: 'hello',
      protocol: protocolVersion,
      agentVersion: '0.1.0',
      epoch: this.#epoch,
      firstRetained: first?.seq ?? this.#seq + 1,
      firstUnacked: first?.seq ?? this.#seq + 1,
      lastSeq: this.#seq,
      prevHash: this.#seq === 0 ? '' : (first?.prevHash ?? this.#prevHash),
      generation: this.#generation,
      bootId: 'simulated',
      machineHash: this.#credentials.machineHash,
      wallMs: Date.now(),
      monoMs: Math.round(performance.now()),
      stream: this.#stream,
      marks: noMarks,
    };
  }

  #receive(frame: Frame): void {
    switch (frame.type) {
      case 'welcome':
        this.#generation = frame.generation;
        this.#credit = frame.credit;
        this.#state = 'open';
        this.#flushMs = frame.settings.flushMs;
        this.#record.welcomed(frame.settings);
        if (this.#inventory !== undefined) this.#send(this.#inventory);
        this.#forget(frame.nextSeq - 1);
        if (this.#mayTurn()) return this.#record.turned(this);
        return this.#sendFrom(frame.nextSeq);
      case 'ack':
        this.#credit = frame.credit;
        this.#forget(frame.committedSeq);
        if (this.#mayTurn()) return this.#record.turned(this);
        return this.#pump();
      case 'settings':
        this.#flushMs = frame.settings.flushMs;
        return;
      case 'resume':
        return this.#sendFrom(frame.nextSeq);
      case 'go_away':
        this.#record.lost(`go_away ${frame.reason}`);
        this.#wait = { min: frame.retryMinMs, max: frame.retryMaxMs };
        return;
      case 'nack':
        return this.#record.lost(`nack ${frame.code}: ${frame.detail}`);
      default:
        return;
    }
  }

  #mayTurn(): boolean {
    if (
      this.#keepsEpoch ||
      this.#stream === 'history' ||
      this.#credit.batches <= this.#sent ||
      this.#kept.length <= 2
    )
      return false;
    const nowMs = Date.now();
    return nowMs - this.#kept[0]!.createdMs > backlogMs && nowMs - this.#turnedMs > turnEveryMs;
  }

  #forget(committedSeq: number): void {
    const nowMs = performance.now();
    let count = 0;
    for (; count < this.#kept.length && this.#kept[count]!.seq <= committedSeq; count++) {
      const { sentMs, bytes } = this.#kept[count]!;
      if (this.#stream === 'live') this.#record.acknowledged(nowMs - sentMs);
      if (count < this.#sent) this.#sentBytes -= bytes.length;
    }
    this.#kept.splice(0, count);
    this.#sent = Math.max(0, this.#sent - count);
    if (this.#stream === 'history' && this.#kept.length === 0) this.#socket?.close(1000);
  }

  #sendFrom(seq: number): void {
    const first = this.#kept[0]?.seq ?? seq;
    this.#sent = Math.min(this.#kept.length, Math.max(0, seq - first));
    this.#sentBytes = this.#kept.slice(0, this.#sent).reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#pump();
  }

  #pump(): void {
    if (this.#state !== 'open') return;
    while (this.#sent < this.#kept.length && this.#sent < this.#credit.batches) {
      const next = this.#kept[this.#sent]!;
      if (this.#sent > 0 && this.#sentBytes + next.bytes.length > this.#credit.bytes) return;
      if (Number.isNaN(next.sentMs)) next.sentMs = performance.now();
      this.#sent++;
      this.#sentBytes += next.bytes.length;
      this.#socket?.send(next.bytes);
    }
  }

  #send(frame: Frame): void {
    this.#socket?.send(encodeFrame(frame));
  }

  #lose(reason: string): void {
    this.#state = 'away';
    if (this.#stopped) return;
    if (this.#stream === 'history' && this.#kept.length === 0) return;
    if (this.#wait !== historyWait) this.#record.lost(reason);
    this.#sent = 0;
    this.#sentBytes = 0;
    const { min, max } = this.#wait;
    setTimeout(() => this.start(), min + Math.random() * (max - min));
  }
}
