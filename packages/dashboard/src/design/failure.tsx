import type { ApiError } from '@hostwire/api/client';

interface FailureProps {
  what: string;
  error: ApiError;
  onRetry: () => void;
}

/** Instead of what could not be loaded: what failed, why, and the way on. */
export function Failure({ what, error, onRetry }: FailureProps) {
  return (
    <div class="notice" role="alert">
      <h2>{what}</h2>
      <p>
        {error.message} <span class="quiet">({error.code})</span>
      </p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
