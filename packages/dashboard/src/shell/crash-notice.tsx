import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';

/** Instead of a blank page: drawing failed, or a part of the pages could not be loaded. */
export function CrashPage({ error }: { error: unknown }) {
  return (
    <main id="content" class="centred" tabIndex={-1}>
      <h1>This page could not be shown</h1>
      <p>
        The collector may have been upgraded since the page was opened: loading it again helps then. Recording
        is not affected.
      </p>
      <p class="quiet">{error instanceof Error ? error.message : 'The reason is not known.'}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        Load again
      </button>
    </main>
  );
}

export function CrashNotice({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary() as [unknown, () => void];
  return error === undefined ? <>{children}</> : <CrashPage error={error} />;
}
