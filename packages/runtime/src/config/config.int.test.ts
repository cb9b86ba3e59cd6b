import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, loadConfig } from './config.ts';
import { durationMs, port } from './measure.ts';

const schema = z.object({
  data: z.string().default('./data'),
  web: z.object({ port: port().default(4680), host: z.string().default('127.0.0.1') }),
  clickhouse: z.object({ password: z.string().min(1).optional(), maxRetries: z.number().int().default(3) }),
  flush: durationMs().default(2000),
  verbose: z.boolean().default(false),
  mounts: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.string()).default({}),
  mail: z.object({ host: z.string() }).optional(),
  level: z.enum(['info', 'debug']).default('info'),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Given {
  flags?: Record<string, unknown>;
  env?: Record<string, string>;
  file?: string;
}

const load = ({ flags = {}, env = {}, file: path }: Given = {}) => {
  return loadConfig({ schema, flags, env, envPrefix: 'HOSTWIRE', file: path });
};

function problemsOf(given: Given): readonly string[] {
  try {
    load(given);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', retryable: false });
    const { problems, message } = error as ConfigError;
    expect(message.split('\n').slice(1)).toEqual(problems.map((problem) => `  ${problem}`));
    return problems;
  }
  return [];
}

describe('loadConfig', () => {
  test('without anything given, the defaults hold', () => {
    expect(load()).toEqual({
      data: './data',
      web: { port: 4680, host: '127.0.0.1' },
      clickhouse: { maxRetries: 3 },
      flush: 2000,
      verbose: false,
      mounts: [],
      labels: {},
      level: 'info',
    });
  });

  test('flags come before the environment, that before the file, that before defaults', () => {
    const path = file(
      'precedence.yaml',
      'data: file\nweb:\n  port: 1\n  host: file\nclickhouse:\n  maxRetries: 1\n',
    );
    const env = { HOSTWIRE_WEB_PORT: '2', HOSTWIRE_WEB_HOST: 'env' };
    expect(load({ flags: { webPort: '3', webHost: undefined }, env, file: path })).toMatchObject({
      data: 'file',
      web: { port: 3, host: 'env' },
      clickhouse: { maxRetries: 1 },
      flush: 2000,
    });
  });

  test('text from the environment is read as what the setting holds', () => {
    const env = {
      HOSTWIRE_CLICKHOUSE_MAX_RETRIES: '7',
      HOSTWIRE_FLUSH: '5s',
      HOSTWIRE_VERBOSE: 'yes',
      HOSTWIRE_MOUNTS: '/, /home,',
      HOSTWIRE_LABELS: 'env=prod,rack=a=1',
      HOSTWIRE_MAIL_HOST: 'smtp',
    };
    expect(load({ env })).toMatchObject({
      clickhouse: { maxRetries: 7 },
      flush: 5000,
      verbose: true,
      mounts: ['/', '/home'],
      labels: { env: 'prod', rack: 'a=1' },
      mail: { host: 'smtp' },
    });
    expect(load({ env: { HOSTWIRE_VERBOSE: '0' } }).verbose).toBe(false);
  });

  test('a secret is read from the file that KEY_FILE names', () => {
    const env = { HOSTWIRE_CLICKHOUSE_PASSWORD_FILE: file('password', 'S3CRET\n') };
    expect(load({ env }).clickhouse.password).toBe('S3CRET');
    expect(problemsOf({ env: { ...env, HOSTWIRE_CLICKHOUSE_PASSWORD: 'x' } })).toEqual([
      'environment HOSTWIRE_CLICKHOUSE_PASSWORD and HOSTWIRE_CLICKHOUSE_PASSWORD_FILE are both set: keep one of them',
    ]);
    const missing = join(folder, 'missing');
    expect(problemsOf({ env: { HOSTWIRE_CLICKHOUSE_PASSWORD_FILE: missing } })).toEqual([
      `environment HOSTWIRE_CLICKHOUSE_PASSWORD_FILE: the file ${missing} cannot be read (ENOENT)`,
    ]);
  });

  test('all problems are reported together, each with key, flag, variable, value, place and expectation', () => {
    const path = file('wrong.yaml', 'dta: x\nweb:\n  prot: 1\n  port: http\nclickhouse: 7\nlevel: loud\n');
    const env = { HOSTWIRE_FLUSH: '10', HOSTWIRE_CLICKHOUSE_MAX_RETRIES: 'many' };
    expect(problemsOf({ flags: { verbose: 'perhaps', colour: true }, env, file: path })).toEqual([
      expect.stringMatching(
        /^dta from file .*wrong\.yaml: no such setting; known here: data, flush, verbose,/,
      ),
      `web.prot from file ${path}: no such setting; known here: web.port, web.host`,
      `clickhouse from file ${path}: expected settings inside it`,
      'flag colour: no such setting',
      `web.port (--web-port, HOSTWIRE_WEB_PORT): "http" from file ${path}: expected a port from 0 to 65535`,
      expect.stringMatching(
        /^clickhouse\.maxRetries \(--clickhouse-max-retries, .*: "many" from environment HOSTWIRE_CL/,
      ),
      'flush (--flush, HOSTWIRE_FLUSH): "10" from environment HOSTWIRE_FLUSH: expected a duration with its unit: 500ms, 10s, 5m, 1h or 7d',
      expect.stringMatching(
        /^verbose \(--verbose, HOSTWIRE_VERBOSE\): "perhaps" from flag --verbose: .*boolean/,
      ),
      expect.stringMatching(/^level \(--level, HOSTWIRE_LEVEL\): "loud" from file .*"info"\|"debug"/),
    ]);
  });

  test('a required setting that is not given is named', () => {
    const required = z.object({
      collector: z.object({ url: z.string('expected the URL of the collector') }),
    });
    expect(() => loadConfig({ schema: required, flags: {}, env: {}, envPrefix: 'HOSTWIRE' })).toThrow(
      'collector.url (--collector-url, HOSTWIRE_COLLECTOR_URL): not set; expected the URL of the collector',
    );
  });

  test('the value of a secret is never shown', () => {
    const [problem, ...rest] = problemsOf({
      file: file('secret.yaml', 'clickhouse: { password: [S3CRET] }'),
    });
    expect(rest).toEqual([]);
    expect(problem).toMatch(/^clickhouse\.password .*\(hidden\) from file/);
    expect(problem).not.toContain('S3CRET');
  });

  test('what is wrong with the file itself is reported', () => {
    const missing = join(folder, 'none.yaml');
    expect(problemsOf({ file: missing })).toEqual([
      `configuration: the file ${missing} cannot be read (ENOENT)`,
    ]);
    expect(problemsOf({ file: file('list.yaml', '- a') })).toEqual([
      expect.stringMatching(/expected settings as "key: value"/),
    ]);
    expect(problemsOf({ file: file('twice.yaml', 'data: a\ndata: b\n') })).toEqual([
      expect.stringMatching(/unique.* line 2/),
    ]);
    expect(problemsOf({ file: file('torn.yaml', 'web: [1') })).toEqual([
      expect.stringMatching(/torn\.yaml: .*line 1/),
    ]);
    expect(load({ file: file('empty.yaml', '# nothing\n') }).data).toBe('./data');
    expect(load({ file: file('empty-section.yaml', 'web:\n') }).web.port).toBe(4680);
  });

  test('the configuration is frozen to the bottom', () => {
    const config = load({ env: { HOSTWIRE_MOUNTS: '/' } });
    expect(() => Object.assign(config.web, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.mounts, { 0: 'x' })).toThrow(TypeError);
  });
});
