import { signal } from '@preact/signals';
import { deleteResource, RequestError } from '../api/request.ts';

/** True once the collector has answered 401: every page then shows how to get a new link. */
export const signedOut = signal(false);

/** Looks at a failed request: a missing session is not the page's failure but the whole product's state. */
export function noticeSignedOut(error: unknown): boolean {
  if (!(error instanceof RequestError) || error.code !== 'UNAUTHENTICATED') return false;
  signedOut.value = true;
  return true;
}

/** Ends the session at the collector. Throws RequestError when it could not be told. */
export async function signOut(): Promise<void> {
  await deleteResource('/api/v1/session');
  signedOut.value = true;
}
