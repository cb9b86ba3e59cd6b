/**
 * The one place that handles signals and uncaught errors of a daemon.
 *
 * States: starting/running → stopping → left.
 *   first SIGINT, SIGTERM or SIGHUP (the terminal was closed) → stopping, exit code 0
 *   SIGHUP with `reload` → reload(), one after the other; what fails is logged, and it goes on as it was
 *   start() fails  → stopping, then its error goes to the caller, who tells the user
 *   anything uncaught → logged as fatal, stopping, exit code 1
 *   while stopping: a second signal leaves at once (128 + its number), but a SIGHUP does not count: a terminal that
 *   closes may send several, and nobody is impatient; after `stopDeadlineMs` it leaves with 1;
 *   a further uncaught error is logged and makes the exit code 1.
 * Limit: stopping takes at most `stopDeadlineMs`.
 */
import { constants } from 'node:os';
import { toError } from './error.ts';
import type { Component } from './lifecycle.ts';
import type { Logger } from './logger.ts';

export interface DaemonOptions {
  readonly logger: Logger;
  readonly stopDeadlineMs: number;
  /** Reads settings again at SIGHUP. Absent: SIGHUP stops, as for a program whose terminal is closed. */
  readonly reload?: (() => Promise<void>) | undefined;
}

type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
type Ending = { readonly signal: StopSignal } | { readonly error: Error } | { readonly failedStart: Error };

/**
 * Runs a component until a signal or an error ends it. Resolves with the exit code; give it to process.exit().
 * Rejects with the error of start() when that fails, after stopping what had begun.
 */
export async function runDaemon(component: Component, options: DaemonOptions): Promise<number> {
  const { logger, stopDeadlineMs, reload } = options;
  const watch = watchProcess(logger, reload);
  // Without a handle the event loop would be empty while a component that holds none is running.
  const keepAlive = setInterval(() => undefined, 2 ** 30);
  try {
    const failedStart = component.start().then(
      () => watch.ended, // started: from here only the process can end it
      (thrown: unknown): Ending => ({ failedStart: toError(thrown) }),
    );
    const ending = await Promise.race([watch.ended, failedStart]);
    if ('error' in ending) logger.fatal({ err: ending.error }, 'stopping after an error');
    if ('signal' in ending) logger.info({ signal: ending.signal }, 'stopping');
    const clean = await stopWithin(component, { logger, stopDeadlineMs });
    if ('failedStart' in ending) throw ending.failedStart;
    return 'signal' in ending && clean && !watch.troubled() ? 0 : 1;
  } finally {
    clearInterval(keepAlive);
    watch.release();
  }
}

async function stopWithin(component: Component, { logger, stopDeadlineMs }: DaemonOptions): Promise<boolean> {
  const deadline = setTimeout(() => {
    logger.fatal({ stopDeadlineMs }, 'not stopped in time, leaving');
    process.exit(1);
  }, stopDeadlineMs);
  try {
    await component.stop();
    logger.info('stopped');
    return true;
  } catch (thrown) {
    logger.error({ err: toError(thrown) }, 'stopped with errors');
    return false;
  } finally {
    clearTimeout(deadline);
  }
}

/** Listens for what ends the process. `ended` resolves once, with the first of them. */
function watchProcess(
  logger: Logger,
  reload: DaemonOptions['reload'],
): {
  ended: Promise<Ending>;
  troubled: () => boolean;
  release: () => void;
} {
  let finish: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => (finish = resolve));
  let ending = false;
  let trouble = false;
  let reloading = Promise.resolve();
  const onSignal = (signal: StopSignal) => {
    if (signal === 'SIGHUP' && reload !== undefined && !ending) {
      reloading = reloading.then(reload).catch((thrown: unknown) => {
        logger.error({ err: toError(thrown) }, 'settings could not be read again: those before stay');
      });
      return;
    }
    if (ending && signal === 'SIGHUP') return;
    if (ending) {
      logger.warn({ signal }, 'leaving at once');
      process.exit(128 + constants.signals[signal]);
    }
    ending = true;
    finish({ signal });
  };
  const onError = (thrown: unknown) => {
    if (ending) logger.fatal({ err: toError(thrown) }, 'uncaught error while stopping');
    ending = true;
    trouble = true;
    finish({ error: toError(thrown) });
  };
  const listeners = [
    ['SIGINT', onSignal],
    ['SIGTERM', onSignal],
    ['SIGHUP', onSignal],
    ['uncaughtException', onError],
    ['unhandledRejection', onError],
  ] as const;
  for (const [event, listener] of listeners) process.on(event, listener);
  const release = () => {
    for (const [event, listener] of listeners) process.off(event, listener);
  };
  return { ended, troubled: () => trouble, release };
}
