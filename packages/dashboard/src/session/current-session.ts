import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { SessionInfo } from '../api/types.ts';
import { noticeSignedOut, signedOut } from './session.ts';

/** Who is signed in here; undefined until that is known. */
const current = signal<SessionInfo | undefined>(undefined);

effect(() => {
  if (signedOut.value) current.value = undefined;
});

/** Asks who is signed in. Throws ApiError. */
export async function reloadSession(): Promise<void> {
  current.value = await collector.session.show();
}

/** Who is signed in, asked for once for all pages. */
export function useSession(): SessionInfo | undefined {
  const isKnown = current.value !== undefined;
  useEffect(() => {
    if (isKnown) return;
    reloadSession().catch((error: unknown) => noticeSignedOut(error)); // without an answer nothing more is offered
  }, [isKnown]);
  return current.value;
}
