import { ApiError } from '@hostwire/api/client';
import { signal } from '@preact/signals';
import { collector } from '../api/collector.ts';

/** True once the collector has answered 401: every page then shows how to get a new link. */
export const signedOut = signal(false);

/** Looks at a failed request: a missing session is not the page's failure but the whole product's state. */
export function noticeSignedOut(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== 'NOT_SIGNED_IN') return false;
  signedOut.value = true;
  return true;
}

/** Ends the session at the collector. Throws ApiError when it could not be told. */
export async function signOut(): Promise<void> {
  await collector.session.end();
  signedOut.value = true;
}
