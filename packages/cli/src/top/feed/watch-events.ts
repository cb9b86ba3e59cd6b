import { ApiError, EventStreamParser, type Client, type ServerEvent } from '@hostwire/api/client';
import type { LiveQuery } from '@hostwire/api';

/** The collector says something every 15 s: a stream that is quiet for longer is dead. */
const maxQuietMs = 40_000;

/**
 * Passes on the events of a live stream until it ends, which it does when the collector stops. Throws ApiError when it
 * breaks or is quiet for too long, and the signal's reason once aborted.
 */
export async function watchEvents(
  client: Client,
  {
    query,
    signal,
    onEvent,
  }: { query: LiveQuery; signal: AbortSignal; onEvent: (event: ServerEvent) => void },
): Promise<void> {
  const quiet = new AbortController();
  const timer = setTimeout(() => quiet.abort(), maxQuietMs);
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  try {
    const stream = await client.live.watch({
      query,
      silenceMs: undefined,
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    for await (const chunk of stream.body) {
      timer.refresh();
      for (const event of parser.push(decoder.decode(chunk, { stream: true }))) onEvent(event);
    }
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ApiError) throw cause;
    throw new ApiError('UNREACHABLE', 'The live stream broke.', { cause });
  } finally {
    clearTimeout(timer);
  }
}
