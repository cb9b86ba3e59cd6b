import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '@hostwire/runtime/config';
import { z } from 'zod';
import { collectorConfigSchema } from './config.ts';

const load = (flags: Record<string, unknown>, env: Record<string, string> = {}) =>
  loadConfig({ schema: collectorConfigSchema, flags, env, envPrefix: 'HOSTWIRE' });

describe('collector configuration', () => {
  test('has a default for everything but addresses of others', () => {
    expect(load({})).toMatchObject({
      data: './data',
      web: { host: '127.0.0.1', port: 4680, basePath: '' },
      gateway: { host: '0.0.0.0', port: 4681 },
      clickhouse: { database: 'hostwire', port: 8123 },
      limits: { queueSize: 268_435_456, linger: 4_000 },
    });
  });

  test('takes units, flags before environment', () => {
    const env = {
      HOSTWIRE_LIMITS_QUEUE_SIZE: '1MiB',
      HOSTWIRE_WEB_PORT: '1',
      HOSTWIRE_GATEWAY_PUBLIC_URL: 'wss://x.example:1',
    };
    const config = load({ webPort: '0' }, env);
    expect(config.limits.queueSize).toBe(1_048_576);
    expect(config.web.port).toBe(0);
    expect(config.gateway.publicUrl).toBe('wss://x.example:1');
  });

  test('names every mistake at once', () => {
    const env = {
      HOSTWIRE_WEB_PORT: '99999',
      HOSTWIRE_GATEWAY_PUBLIC_URL: 'http://x',
      HOSTWIRE_CLICKHOUSE_DATABASE: 'a b',
    };
    expect(() => load({}, env)).toThrow(/web\.port[^]*gateway\.publicUrl[^]*clickhouse\.database/);
  });

  test.each([
    ['', ''],
    ['/', ''],
    ['/hostwire', '/hostwire'],
    ['/ops/monitor/', '/ops/monitor'],
  ])('takes web.basePath "%s" as "%s"', (HOSTWIRE_WEB_BASE_PATH, basePath) => {
    expect(load({}, { HOSTWIRE_WEB_BASE_PATH }).web.basePath).toBe(basePath);
  });

  test.each(['hostwire', 'https://x.example/y', '/a//b', '/a/../b', '/a b', '/"', '/a?b'])(
    'refuses web.basePath "%s"',
    (HOSTWIRE_WEB_BASE_PATH) => {
      expect(() => load({}, { HOSTWIRE_WEB_BASE_PATH })).toThrow(/web\.basePath/);
    },
  );
});

test('docs/operations.md has every setting in its table, and no other', () => {
  const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## Configuration of the collector$([^]*?)^## /m.exec(text) ?? [];
  const documented = section.split('\n').flatMap((line) => {
    const [, keys = ''] = /^\| (`[^|]*`) \|/.exec(line) ?? [];
    return [...keys.matchAll(/`([a-z][\w.*]*)`/g)].map(([, key]) => key);
  });
  const { properties = {} } = z.toJSONSchema(collectorConfigSchema, { io: 'input', unrepresentable: 'any' });
  const settings = Object.entries(properties).flatMap(([name, part]) => {
    const inner = typeof part === 'object' ? Object.keys(part.properties ?? {}) : [];
    return inner.length === 0 ? [name] : inner.map((key) => `${name}.${key}`);
  });
  const named = documented.map((key) => (key === 'web.auth.oidc.*' ? 'web.auth' : key));
  expect(named.toSorted()).toEqual(settings.toSorted());
});
