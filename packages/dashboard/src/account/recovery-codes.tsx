import { useRef } from 'preact/hooks';
import { CopyButton } from '../design/copy-button.tsx';

/** Codes for when the app is gone, this once. */
export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const list = useRef<HTMLPreElement>(null);
  return (
    <div class="stack" role="status">
      <p>
        Keep these recovery codes where you keep passwords. Each signs you in once, in the place of a code,
        when the phone is gone. They are not shown again.
      </p>
      <pre class="recovery-codes" ref={list}>
        {codes.join('\n')}
      </pre>
      <div class="dialog-actions">
        <CopyButton text={codes.join('\n')} source={() => list.current} />
        <button type="button" class="button accent" onClick={onDone}>
          I have kept them
        </button>
      </div>
    </div>
  );
}
