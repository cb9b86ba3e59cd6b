import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApi, testHost } from './testing/test-api.ts';
import { ApiServer } from './api-server.ts';

let api: TestApi;
let open: ApiServer;

beforeAll(async () => {
  api = await TestApi.start();
  open = new ApiServer({
    ...api.options,
    web: { host: '127.0.0.1', port: 0, statusPage: 'env=prod', statusGroup: 'env', statusNames: 'show' },
    socketPath: `${api.options.socketPath}.status`,
  });
  await open.start();
});
afterAll(async () => {
  await open.stop();
  await api.stop();
});

test('the page is off unless it is switched on', async () => {
  const { status, text } = await api.call('web', { path: '/status' });
  expect([status, text.includes('There is no status page here')]).toEqual([404, true]);
});

test('whoever reaches it sees state and availability of the hosts chosen, without a login', async () => {
  const hourMs = 3_600_000;
  const yesterdayMs = Math.floor(Date.now() / (24 * hourMs)) * 24 * hourMs - 24 * hourMs;
  const hours = Array.from({ length: 12 }, (_, i) => ({
    host: testHost,
    ts: (yesterdayMs + i * hourMs) / 1_000,
    samples: 3_600,
    version: 1,
    interval_ms: hourMs,
  }));
  await api.database.db.insertRows('rollup_cpu_1h', hours);
  await api.sample(Date.now() - 1_000, { kind: 'sample' });
  const response = await fetch(`${open.webUrl}/status`);
  const html = await response.text();
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=15']);
  expect(html).toContain('<h2>prod</h2>');
  expect(html).toContain('<h3>Web</h3>');
  const day = new Date(yesterdayMs).toISOString().slice(0, 10);
  expect(html).toContain(`<title>${day}: 50.00 %</title>`);
  expect(html).not.toMatch(/<script|https?:/);
  const etag = response.headers.get('etag') ?? '';
  const again = await fetch(`${open.webUrl}/status`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
});
