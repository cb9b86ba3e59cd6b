import { statSync } from 'node:fs';

/** systemd makes it before it stops services to shut down or restart. One that was left by the boot is older than the agent. */
const shutdownMark = '/run/nologin';

/** Whether the host goes down, rather than this agent alone; as far as it can be seen. */
export function isHostGoingDown(mark = shutdownMark, startedMs = performance.timeOrigin): boolean {
  const stats = statSync(mark, { throwIfNoEntry: false });
  return stats !== undefined && stats.mtimeMs > startedMs;
}
