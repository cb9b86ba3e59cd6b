/** The payloads of records that take no number. JSON: rare, and readable in a hex dump. */
import type { SpoolRecord } from './record.ts';

/** How the last process on this spool began, and whether it ended in order. */
export interface PreviousRun {
  readonly bootId: string;
  readonly stopped: boolean;
}

/** Numbers that the size limit took away before they were acknowledged. */
export interface Dropped {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly prevHash: string;
}

export function toPayload(content: object): Uint8Array {
  return Buffer.from(JSON.stringify(content), 'utf8');
}

/** undefined: not what this version writes. */
export function toPreviousRun(note: SpoolRecord): PreviousRun | undefined {
  const content = parse(note.payload);
  if (typeof content['bootId'] !== 'string') return undefined;
  return { bootId: content['bootId'], stopped: note.type === 'stopped' };
}

export function toDropped(payload: Uint8Array): Dropped | undefined {
  const { firstSeq, lastSeq, fromMs, toMs, prevHash } = parse(payload);
  if (typeof firstSeq !== 'number' || typeof lastSeq !== 'number') return undefined;
  if (typeof fromMs !== 'number' || typeof toMs !== 'number' || typeof prevHash !== 'string')
    return undefined;
  return { firstSeq, lastSeq, fromMs, toMs, prevHash };
}

function parse(payload: Uint8Array): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof content === 'object' && content !== null ? { ...content } : {};
  } catch {
    return {}; // a note is a convenience: without it the reason of a gap is less exact
  }
}
