import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { signedOut } from '../session/session.ts';
import { pathOf, routes, type ServerEvent } from '@hostwire/api/client';
import type { LiveQuery } from '../api/types.ts';
import { withBasePath } from '../location/base-path.ts';
import { LiveStream } from './live-stream.ts';
import type { StreamState } from './live-stream.ts';

/**
 * Follows a live stream while the component exists and the page is visible; `undefined` follows nothing. `onEvent` may
 * be another function at each render; the newest is called.
 */
export function useLiveStream(
  query: Readonly<LiveQuery> | undefined,
  onEvent: (event: ServerEvent) => void,
): ReadonlySignal<StreamState> {
  const url = query && pathOf(routes.live.watch, { query });
  const state = useSignal<StreamState>({ phase: 'paused' });
  const newest = useRef(onEvent);
  newest.current = onEvent;
  useEffect(() => {
    if (url === undefined) return undefined;
    const stream = new LiveStream({
      url: withBasePath(url),
      onEvent: (event) => newest.current(event),
      onState: (next) => {
        state.value = next;
        if (next.phase === 'signed-out') signedOut.value = true;
      },
    });
    const follow = (): void => (document.hidden ? stream.stop() : stream.start());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stream.stop();
    };
  }, [url, state]);
  return state;
}
