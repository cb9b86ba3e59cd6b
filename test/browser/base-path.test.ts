// The pages below a path of another site (web.basePath): links, addresses, live data and what is loaded later stay below it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { killLeftovers } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('base-path');
const stack = new Stack(folder, {
  env: { HOSTWIRE_WEB_BASE_PATH: '/ops/hostwire', HOSTWIRE_WEB_STATUS_PAGE: 'all' },
});
const problems: string[] = [];
const outside: string[] = [];
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await stack.start();
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol === 'http:' && !pathname.startsWith('/ops/hostwire/')) outside.push(pathname);
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await stack.stop();
  removeWorkFolder(folder);
  expect(await killLeftovers()).toEqual([]);
});

const path = () => new URL(page.url()).pathname;

test('everything happens below the base path', async () => {
  expect(new URL(stack.ready.web).pathname).toBe('/ops/hostwire');
  await page.goto(stack.ready.loginUrl);
  await page.getByText('Live', { exact: true }).first().waitFor();
  const host = page.locator('a[href^="/ops/hostwire/hosts/"]').first();
  await host.click();
  await page.getByText('Disk throughput').first().waitFor();
  expect(path()).toMatch(/^\/ops\/hostwire\/hosts\/[^/]+$/);
  await page.getByRole('link', { name: 'SQL', exact: true }).first().click();
  await page.getByText('Busiest hosts, last 5 minutes').first().waitFor();
  expect(path()).toBe('/ops/hostwire/sql');
  await page.goBack();
  await page.getByText('Disk throughput').first().waitFor();
  await page.reload();
  await page.getByText('Disk throughput').first().waitFor();
  await page.getByRole('link', { name: 'Hostwire: the fleet' }).click();
  await page.getByText('Live', { exact: true }).first().waitFor();
  expect(path().replace(/\/$/, '')).toBe('/ops/hostwire');
  expect([problems, outside]).toEqual([[], []]);
});

test('the public status page has the font of the other pages', async () => {
  const web = stack.ready.web.replace(/\/$/, '');
  await page.goto(`${web}/status`);
  await page.getByText('Availability is').waitFor();
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
  });
  expect(loaded.map((family) => family.replaceAll('"', ''))).toContain('Inter Variable');
  expect([problems, outside]).toEqual([[], []]);
});
