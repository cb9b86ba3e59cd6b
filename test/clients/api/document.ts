import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Instance } from '../instance.ts';

/** A GET of the API over its Unix socket, as the administrator. */
async function socketGet({ stack }: Instance, path: string): Promise<string> {
  const outgoing = get({ socketPath: join(stack.dataDir, 'hostwire.sock'), path, agent: false });
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${body}`);
  return body;
}

/** The answer to such a GET as a file in the folder of the instance. */
export async function socketFile(
  instance: Instance,
  { path, file }: { path: string; file: string },
): Promise<string> {
  const written = join(instance.folder, file);
  writeFileSync(written, await socketGet(instance, path));
  return written;
}
