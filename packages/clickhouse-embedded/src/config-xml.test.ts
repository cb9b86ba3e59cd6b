import { describe, expect, test } from '@jest/globals';
import { defaultMemoryLimitBytes, renderConfigXml } from './config-xml.ts';

const MIB = 1024 * 1024;
const config = {
  storePath: '/data/a&b/store/',
  usersPath: '/data/a&b/users.xml',
  logPath: '/data/a&b/log/server.log',
  backupPath: undefined,
  listenHost: '::1',
  httpPort: 8123,
  tcpPort: 9000,
  memoryLimitBytes: 1024 * MIB,
  cores: 4,
};

describe('renderConfigXml', () => {
  test('holds paths, ports and host', () => {
    const xml = renderConfigXml(config);
    expect(xml).toContain('<path>/data/a&amp;b/store/</path>');
    expect(xml).toContain('<users_config>/data/a&amp;b/users.xml</users_config>');
    expect(xml).toContain('<http_port>8123</http_port>');
    expect(xml).toContain('<tcp_port>9000</tcp_port>');
    expect(xml).toContain('<listen_host>::1</listen_host>');
  });

  test('keeps so much of the disk free that no write meets a full one', () => {
    const [, bytes] = /<default><keep_free_space_bytes>(\d+)</.exec(
      renderConfigXml(config).replace(/\s+</g, '<'),
    )!;
    expect(Number(bytes)).toBe(256 * MIB);
  });

  test('caches together take at most a quarter of the memory', () => {
    const sizes = [...renderConfigXml(config).matchAll(/<\w*cache_size>(\d+)</g)].map(([, size]) =>
      Number(size),
    );
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(256 * MIB);
  });

  test.each([
    [1, 2],
    [4, 4],
    [64, 8],
  ])('%i cores merge in %i threads', (cores, threads) => {
    expect(renderConfigXml({ ...config, cores })).toContain(`<background_pool_size>${threads}<`);
  });
});

test.each([
  [512, 512],
  [2048, 1024],
  [262_144, 4096],
])('of %i MiB the server may use %i MiB by default', (availableMib, limitMib) => {
  expect(defaultMemoryLimitBytes(availableMib * MIB)).toBe(limitMib * MIB);
});
