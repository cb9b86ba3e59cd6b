import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { prettyLine } from './log-line.ts';

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

const secretKeys = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'privateKey',
  'signature',
  'loginUrl',
];
const secretPaths = ['', '*.', '*.*.', '*.*.*.'].flatMap((prefix) => secretKeys.map((key) => prefix + key));
const secretTexts = /hw1_[\w-]{8,}|(?<=:\/\/[^/\s:@"]{0,64}:)[^/\s@"]+(?=@)/g;

/**
 * A logger that hides secrets in three ways: fields named like one (down to four levels), enrolment tokens
 * anywhere, and passwords inside URLs.
 */
export function createLogger({ name, level, pretty = false, destination }: LoggerOptions): Logger {
  const target = destination ?? pino.destination({ dest: 2, sync: true });
  const stream: DestinationStream = {
    write: (line) => {
      const safe = line.replace(secretTexts, '[hidden]');
      target.write(pretty ? prettyLine(safe) : safe);
    },
  };
  return pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretPaths, censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    stream,
  );
}
