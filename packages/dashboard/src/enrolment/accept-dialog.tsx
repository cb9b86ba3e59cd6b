import { collector } from '../api/collector.ts';
import { Dialog } from '../design/dialog.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import type { AgentDialogProps } from './agent-dialogs.tsx';

/** Says whose an identity is that two machines seem to use. */
export function AcceptDialog({ agent, onClose }: AgentDialogProps) {
  const { host, clone, connected } = agent;
  const address = agent.address ?? 'an unknown address';
  const accept = async (): Promise<void> => {
    const done = `${host} is the machine that ${connected ? 'is connected' : 'connects next'}`;
    if (await withToast(() => collector.agents.accept({ params: { agent: agent.agentId } }), done))
      onClose(true);
  };
  return (
    <Dialog title={`Which machine is ${host}?`} onClose={() => onClose(false)}>
      {clone && (
        <p>
          Two machines use the identity of {host} since {formatInstant(clone.sinceMs)}. The newest report:{' '}
          {clone.detail}.
        </p>
      )}
      {connected ? (
        <>
          <p>
            The machine that is connected now, from <strong>{address}</strong>, keeps the identity. Every
            other one stays locked out until it is enrolled with a token of its own.
          </p>
          <p class="quiet">If another machine is the right one, stop the agent on this one first.</p>
        </>
      ) : (
        <p>
          No machine is connected. The one that connects next gets the identity: start the agent on the right
          machine, and on no other.
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => onClose(false)}>
          Not now
        </button>
        <button type="button" class="button accent" onClick={() => void accept()}>
          {connected ? `Accept ${address}` : 'Accept the next one'}
        </button>
      </div>
    </Dialog>
  );
}
