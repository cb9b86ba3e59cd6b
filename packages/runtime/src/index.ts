export { HostwireError, errorCode, toError, type ErrorContext, type HostwireErrorOptions } from './error.ts';
export { systemClock, type Clock } from './clock.ts';
export { fullJitterMs, type BackoffOptions } from './backoff.ts';
export { createLogger, type LogLevel, type Logger, type LoggerOptions } from './logger.ts';
export { Lifecycle, type Component } from './lifecycle.ts';
export { runDaemon, type DaemonOptions } from './daemon.ts';
export { writeFileDurably } from './durable-file.ts';
export { endWithOutput } from './closed-output.ts';
export { requirePrivateFolder } from './private-folder.ts';
