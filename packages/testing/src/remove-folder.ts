import { rm } from 'node:fs/promises';

/** For `afterEach`: removes a test's folder, also while what the test has started still writes its last file there. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
