import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { killLeftovers } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('browser');
const stack = new Stack(folder);
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  await stack.start();
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

describe('the dashboard', () => {
  test('shows how to sign in when nobody is', async () => {
    await page.goto(stack.ready.web);
    await page.getByText('hostwire login').first().waitFor();
    problems.length = 0; // the 401 that leads here is logged by the browser
  });

  test('logs in by the one-time link and sees this host appear', async () => {
    await page.goto(stack.ready.loginUrl);
    const [{ host }] = (await stack.query<{ host: string }>('SELECT host FROM host')) as [{ host: string }];
    await page.getByRole('link', { name: host }).waitFor();
    await page.getByText('live', { exact: false }).first().waitFor();
  });

  test('opens the host with the keyboard and sees a chart change', async () => {
    const [{ host }] = (await stack.query<{ host: string }>('SELECT host FROM host')) as [{ host: string }];
    await page.getByRole('link', { name: host }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/hosts\//);
    const canvas = page.locator('canvas').first();
    await canvas.waitFor();
    await page.waitForFunction(
      (old: string | undefined) => {
        const now = document.querySelector('canvas')?.toDataURL();
        return now !== undefined && now !== old;
      },
      await page.evaluate(() => document.querySelector('canvas')?.toDataURL()),
      { timeout: 60_000 },
    );
  });

  test('no script error and nothing blocked by the content security policy', () => {
    expect(problems).toEqual([]);
  });
});
