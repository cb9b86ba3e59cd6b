import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { collectorConfigSchema } from '@hostwire/collector';
import { banner } from './banner.ts';

const ready = {
  web: 'http://127.0.0.1:4680',
  gateway: 'wss://192.0.2.1:4681',
  clickhouse: 'http://hostwire_reader:secret@127.0.0.1:8123/?database=hostwire',
  loginUrl: 'http://127.0.0.1:4680/login?token=abc',
  enrollCommand:
    'npx hostwire-agent enroll --collector wss://192.0.2.1:4681 --token hw1_x && npx hostwire-agent run',
};

function shown(data: string, clickhouseUrl?: string): string {
  const config = collectorConfigSchema.parse({
    data,
    web: {},
    gateway: {},
    clickhouse: { url: clickhouseUrl },
    alerts: {},
    limits: {},
  });
  return banner(ready, config);
}

test('says where the password of the read-only account is, and not what it is', () => {
  expect(shown(resolve('data'))).toMatch(
    /user hostwire_reader, password in data\/clickhouse\/passwords\.json/,
  );
  expect(shown(resolve('data'))).not.toContain('secret');
  expect(shown(resolve('data'), 'http://db:8123')).toContain('password as configured');
});

test('tells other terminals of a folder that is not the default', () => {
  expect(shown('/srv/hostwire')).toContain('export HOSTWIRE_DATA=/srv/hostwire');
  expect(shown("/srv/it's here")).toContain("export HOSTWIRE_DATA='/srv/it'\\''s here'");
  expect(shown(resolve('data'))).not.toContain('HOSTWIRE_DATA');
});
