import { describe, expect, test } from '@jest/globals';
import { HostwireError } from './error.ts';
import { createLogger, setLogLevel, type LogLevel, type Logger } from './logger.ts';

function recorded(
  write: (logger: Logger) => void,
  options: { level?: LogLevel; pretty?: boolean } = {},
): string[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ name: 'collector', level: 'info', ...options, destination }));
  return lines;
}

const token = `hw1_${'a'.repeat(96)}`;

describe('logger', () => {
  test('writes one line of JSON with level, time, name, fields and phrase', () => {
    const [line, ...rest] = recorded((logger) => logger.info({ port: 4681 }, 'listening'));
    expect(rest).toEqual([]);
    expect(line!.split('"name"')).toHaveLength(2);
    const entry = JSON.parse(line!) as Record<string, unknown>;
    expect(entry).toEqual({
      level: 'info',
      time: expect.any(String),
      name: 'collector',
      port: 4681,
      msg: 'listening',
    });
    expect(new Date(entry['time'] as string).toISOString()).toBe(entry['time']);
  });

  test('writes nothing below its level', () => {
    expect(recorded((logger) => logger.info('x'), { level: 'warn' })).toEqual([]);
    expect(recorded((logger) => logger.fatal('x'), { level: 'silent' })).toEqual([]);
  });

  test('another level is that of its children and theirs, too', () => {
    const lines = recorded((logger) => {
      const child = logger.child({ component: 'gateway' });
      const grandchild = child.child({ host: 'web1' });
      for (const each of [logger, child, grandchild]) each.debug('before');
      setLogLevel(logger, 'debug');
      for (const each of [logger, child, grandchild]) each.debug('after');
      setLogLevel(logger, 'error');
      for (const each of [logger, child, grandchild]) each.info('then');
    });
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'after',
      'after',
      'after',
    ]);
  });

  test('hides fields named like a secret, at any depth, also in children and in errors', () => {
    const secret = 'S3CRET';
    const context = { password: secret, database: { token: secret } };
    const lines = recorded((logger) => {
      logger.info(
        {
          password: secret,
          a: { secret, b: { token: secret, c: { privateKey: secret } } },
          list: [{ clickhousePassword: secret }],
        },
        'x',
      );
      logger.child({ authorization: secret, request: { cookie: secret } }).info('x');
      logger.error({ err: new HostwireError('X', 'x', { context }) }, 'x');
    });
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toContain('[hidden]');
      expect(line).not.toContain(secret);
    }
  });

  test.each([false, true])('hides tokens and passwords of URLs in any text (pretty: %s)', (pretty) => {
    const lines = recorded(
      (logger) => {
        logger.info({ line: `hostwire-agent enroll ${token}` }, 'x');
        logger.error({ err: new Error(`connect http://writer:S3CRET@127.0.0.1:8123 with ${token}`) }, 'x');
      },
      { pretty },
    );
    expect(lines.join('')).not.toMatch(/aaaa|S3CRET/);
    expect(lines.join('')).toMatch(/enroll \[hidden\][^]*writer:\[hidden\]@127\.0\.0\.1/);
  });

  test('leaves times, addresses and other URLs alone', () => {
    const [line] = recorded((logger) =>
      logger.info({ url: 'https://a:4681/x', mail: 'a@b', at: '10:00' }, 'x'),
    );
    expect(JSON.parse(line!)).toMatchObject({ url: 'https://a:4681/x', mail: 'a@b', at: '10:00' });
  });

  test('pretty lines are for people', () => {
    const lines = recorded(
      (logger) => {
        logger.info({ port: 4681, url: 'wss://a', list: [1] }, 'listening');
        logger.warn({ what: 'two words' }, 'odd');
        logger.error({ err: new HostwireError('DISK_FULL', 'no room') }, 'failed');
      },
      { pretty: true },
    );
    expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d/, 'TIME'))).toEqual([
      'TIME INFO  collector: listening port=4681 url=wss://a list=[1]\n',
      'TIME WARN  collector: odd what="two words"\n',
      'TIME ERROR collector: failed err=HostwireError: no room (DISK_FULL)\n',
    ]);
  });
});
