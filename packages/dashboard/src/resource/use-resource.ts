import { useSignal } from '@preact/signals';
import { ApiError, type CallOptions } from '@hostwire/api/client';
import { useEffect, useRef } from 'preact/hooks';
import { noticeSignedOut } from '../session/session.ts';

export interface Resource<T> {
  /** The newest answer; it stays while later requests fail. */
  readonly body: T | undefined;
  readonly error: ApiError | undefined;
  /** When the newest answer came, on the browser's clock. */
  readonly updatedMs: number | undefined;
  readonly reload: () => void;
}

export interface ResourceOptions {
  readonly everyMs: number;
  /** What the question is about: it is asked anew when one of these is another one. */
  readonly about?: readonly (string | number | boolean)[];
  /** False: nothing is asked. Default: true. */
  readonly isWanted?: boolean;
}

/** What a call of the collector answers, asked for now and then again while the page is visible. */
export function useResource<T>(
  ask: (options: CallOptions) => Promise<T>,
  { everyMs, about = [], isWanted = true }: ResourceOptions,
): Resource<T> {
  const state = useSignal<Omit<Resource<T>, 'reload'>>({
    body: undefined,
    error: undefined,
    updatedMs: undefined,
  });
  const round = useSignal(0);
  const newest = useRef(ask);
  newest.current = ask;
  const subject = about.join('\n');
  useEffect(() => {
    if (!isWanted) return undefined;
    const gone = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const body = await newest.current({ signal: gone.signal });
        state.value = { body, error: undefined, updatedMs: Date.now() };
      } catch (error) {
        if (gone.signal.aborted || noticeSignedOut(error)) return;
        if (!(error instanceof ApiError)) throw error;
        state.value = { ...state.peek(), error };
      }
    };
    void read();
    const timer = setInterval(() => void (document.hidden || read()), everyMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [subject, isWanted, everyMs, round.value, state]);
  return { ...state.value, reload: () => (round.value += 1) };
}
