import { useEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../page/copy-button.tsx';

interface SqlDialogProps {
  title: string;
  sql: string;
  onClose: () => void;
}

/** The query behind a chart. A native modal dialog: it keeps the focus inside, closes on Escape, gives focus back. */
export function SqlDialog({ title, sql, onClose }: SqlDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const closeOnBackdrop = (event: MouseEvent): void => {
    if (event.target === dialog.current) dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="sql-title"
      onClose={onClose}
      onClick={closeOnBackdrop}
    >
      <div class="dialog-content">
        <h2 id="sql-title">SQL of “{title}”</h2>
        <pre tabIndex={0} aria-label="Query">
          <code ref={code}>{sql}</code>
        </pre>
        <p class="quiet">
          It runs as it stands, in any ClickHouse client or with <code>npx hostwire sql</code>.
        </p>
        <div class="dialog-actions">
          <CopyButton text={sql} source={() => code.current} />
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}
