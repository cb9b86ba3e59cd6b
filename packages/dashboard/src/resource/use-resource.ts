import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { noticeSignedOut } from '../session/session.ts';
import { getJson, RequestError } from '../api/request.ts';

export interface Resource<T> {
  /** The newest answer; it stays while later requests fail. */
  readonly body: T | undefined;
  readonly error: RequestError | undefined;
  /** When the newest answer came, on the browser's clock. */
  readonly updatedMs: number | undefined;
  readonly reload: () => void;
}

/** What a path answers, asked for now and then again while the page is visible; undefined asks for nothing. */
export function useResource<T>(path: string | undefined, everyMs: number): Resource<T> {
  const state = useSignal<Omit<Resource<T>, 'reload'>>({
    body: undefined,
    error: undefined,
    updatedMs: undefined,
  });
  const round = useSignal(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const gone = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const { body } = await getJson<T>(path, gone.signal);
        state.value = { body, error: undefined, updatedMs: Date.now() };
      } catch (error) {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (!(error instanceof RequestError)) throw error;
        state.value = { ...state.peek(), error };
      }
    };
    void read();
    const timer = setInterval(() => void (document.hidden || read()), everyMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [path, everyMs, round.value, state]);
  return { ...state.value, reload: () => (round.value += 1) };
}
