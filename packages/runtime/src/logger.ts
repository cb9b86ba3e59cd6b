import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { prettyLine } from './log-line.ts';
import { hideSecrets } from './redaction.ts';

/** Pino's logger: `logger.info({ port }, 'listening')`, a constant phrase with the data in fields. */
export type Logger = PinoLogger;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LoggerOptions {
  /** The component, for example 'collector'. */
  readonly name: string;
  readonly level: LogLevel;
  /** Lines for people instead of JSON. */
  readonly pretty?: boolean;
  /** Where the lines go; standard error if absent, so that standard output stays free for results. */
  readonly destination?: DestinationStream;
}

/** A logger whose lines never have a secret that `hideSecrets` knows. */
export function createLogger({ name, level, pretty = false, destination }: LoggerOptions): Logger {
  const target = destination ?? pino.destination({ dest: 2, sync: true });
  const stream: DestinationStream = {
    write: (line) => {
      const safe = hideSecrets(line);
      target.write(pretty ? prettyLine(safe) : safe);
    },
  };
  return pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    stream,
  );
}
