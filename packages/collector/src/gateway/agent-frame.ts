import type { AgentFrame, Batch, Frame, Gap } from '@hostwire/protocol';

const agentFrames: ReadonlySet<Frame['type']> = new Set<AgentFrame['type']>([
  'hello',
  'batch',
  'gap',
  'inventory',
  'issues',
  'upgrade_report',
  'server_key',
  'key_renewal',
]);

/** Whether a frame is one that agents send. */
export function isAgentFrame(frame: Frame): frame is AgentFrame {
  return agentFrames.has(frame.type);
}

/** The last number that a batch or gap takes. */
export function lastSeqOf(frame: Batch | Gap): number {
  return frame.type === 'gap' ? frame.lastSeq : frame.seq;
}
