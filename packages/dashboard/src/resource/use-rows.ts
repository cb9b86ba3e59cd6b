import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { RequestError } from '../api/request.ts';
import { queryRows } from '../api/sql.ts';
import { noticeSignedOut } from '../session/session.ts';

export interface Rows<Row> {
  /** undefined until the first answer. */
  readonly rows: readonly Row[] | undefined;
  readonly error: RequestError | undefined;
}

/** The rows of a query, asked for again when the query is another one; undefined asks nothing. */
export function useRows<Row>(query: string | undefined): Rows<Row> {
  const state = useSignal<Rows<Row>>({ rows: undefined, error: undefined });
  useEffect(() => {
    if (query === undefined) return undefined;
    const gone = new AbortController();
    queryRows<Row>(query, gone.signal)
      .then((rows) => (state.value = { rows, error: undefined }))
      .catch((error: unknown) => {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (error instanceof RequestError) state.value = { rows: state.peek().rows, error };
        else throw error;
      });
    return () => gone.abort();
  }, [query, state]);
  return state.value;
}
