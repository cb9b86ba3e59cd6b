import { useSignal } from '@preact/signals';
import { ApiError, routes } from '@hostwire/api/client';
import { useEffect } from 'preact/hooks';
import { queryRows } from '../api/sql.ts';
import { useMayAsk } from '../session/abilities.ts';
import { noticeSignedOut } from '../session/session.ts';

export interface Rows<Row> {
  /** undefined until the first answer. */
  readonly rows: readonly Row[] | undefined;
  readonly error: ApiError | undefined;
}

/**
 * The rows of a query, asked for again when the query is another one; undefined asks nothing, and nothing is asked for those
 * who may not ask in SQL.
 */
export function useRows<Row>(query: string | undefined): Rows<Row> {
  const state = useSignal<Rows<Row>>({ rows: undefined, error: undefined });
  const mayAsk = useMayAsk(routes.sql.run);
  useEffect(() => {
    if (query === undefined || !mayAsk) return undefined;
    const gone = new AbortController();
    queryRows<Row>(query, gone.signal)
      .then((rows) => (state.value = { rows, error: undefined }))
      .catch((error: unknown) => {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (error instanceof ApiError) state.value = { rows: state.peek().rows, error };
        else throw error;
      });
    return () => gone.abort();
  }, [query, mayAsk, state]);
  return state.value;
}
