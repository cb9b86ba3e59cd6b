import { protocolLimits, type CollectorFrame } from '@hostwire/protocol';
import type { AgentRow } from '@hostwire/storage';
import type { Sequence } from '../intake/sequence.ts';
import type { SessionContext } from './session-context.ts';
import type { FrameEffect } from './session-state.ts';

interface FrameContext extends Pick<
  SessionContext,
  'intake' | 'sessions' | 'settings' | 'clock' | 'nextPin'
> {
  readonly agent: AgentRow;
  readonly generation: number;
  readonly isStarved: boolean;
  /** Of an open session. */
  readonly sequence: Sequence | undefined;
}

/** The frame of an effect, with positions, credit and settings as they are now. */
export function frameOf(effect: FrameEffect, context: FrameContext): CollectorFrame {
  switch (effect.type) {
    case 'welcome':
      return welcome(opened(context), context);
    case 'acknowledge': {
      const sequence = opened(context);
      return { type: 'ack', committedSeq: sequence.committed.seq, credit: creditOf(sequence, context) };
    }
    case 'resume':
      return { type: 'resume', nextSeq: opened(context).tail.seq + 1 };
    case 'send_settings':
      return { type: 'settings', settings: context.settings.of(context.agent.host) };
    case 'nack':
      return effect;
    case 'go_away': {
      const { type, reason, detail, retry } = effect;
      return { type, reason, retryMinMs: retry.minMs, retryMaxMs: retry.maxMs, detail };
    }
  }
}

function welcome(sequence: Sequence, context: FrameContext): CollectorFrame {
  const { clock, generation, settings, agent, nextPin } = context;
  return {
    type: 'welcome',
    nextSeq: sequence.committed.seq + 1,
    credit: creditOf(sequence, context),
    maxBatchBytes: protocolLimits.maxFrameBytes,
    maxBatchSamples: protocolLimits.maxBatchSamples,
    serverMs: clock.nowMs(),
    generation,
    settings: settings.of(agent.host),
    nextPin: nextPin(),
  };
}

function creditOf(sequence: Sequence, { intake, sessions, isStarved }: FrameContext) {
  return intake.credit(sequence, { sessions: sessions.sessionsIn(sequence.stream), closed: isStarved });
}

function opened({ sequence }: FrameContext): Sequence {
  if (sequence === undefined) throw new Error('a session that is not open has no position to send');
  return sequence;
}
