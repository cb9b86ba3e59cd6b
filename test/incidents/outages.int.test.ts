import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hostwire/storage';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { playOutages } from './outages.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase();
  await migrate(server.db);
});
afterAll(() => server.stop());

test('an outage is one message when it begins and one when it ends, and says what it is', async () => {
  const { hostsAtOnce, collector, clickhouse } = await playOutages(server.db);
  expect(hostsAtOnce).toMatchObject([
    { state: 'firing', title: '300 hosts: host_silent', text: expect.stringContaining('and 290 more') },
    { state: 'resolved', title: '300 hosts: host_silent' },
  ]);
  expect(collector).toMatchObject([
    {
      state: 'firing',
      title: expect.stringMatching(/^No collector was running from .* UTC: nobody was told/),
    },
    { state: 'resolved' },
  ]);
  expect(clickhouse).toMatchObject([
    {
      state: 'firing',
      title: 'The collector stores nothing: alert rules cannot be evaluated: ClickHouse does not answer',
    },
    { state: 'resolved', title: 'The collector stores what arrives again' },
  ]);
}, 300_000);
