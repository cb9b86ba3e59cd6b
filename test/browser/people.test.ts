// Who sees what: people are invited, are offered what they may do and nothing else, and leave. An administrator says which
// machine a cloned host is.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { oneTimeCode } from '../harness/one-time-code.ts';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';
import { walkEverywhere } from './offers.ts';

const members = demoMembers.filter(({ name }) => ['web-1', 'db-1'].includes(name));
const demo = new DemoStack({ historyMs: 1_200_000, historyStepMs: 10_000, silent: [], members });
const password = 'seven plain words of which none leaked';

beforeAll(() => demo.start(), 240_000);
afterAll(async () => {
  expect(await demo.stop()).toEqual([]);
});

/** Names of what changes something for others. */
const changing =
  /^(Acknowledge|Silence|New silence|Make the line to paste|Name and labels|Change|Reset|Label|Interval|Send a test message|Revoke|End|Accept a machine)$/;

describe('somebody who is invited', () => {
  const link = () => demo.page.locator('.dialog .command-line code').textContent();
  let ann: Page;

  beforeAll(async () => {
    ann = await (await demo.page.context().browser()!.newContext()).newPage();
  });
  afterAll(() => ann.context().close());

  test('chooses a password with the link, and sees the hosts of the labels alone', async () => {
    await demo.open('/users', 'Invite somebody');
    await demo.page.getByRole('button', { name: 'Invite somebody' }).click();
    await demo.page.getByLabel('Name: what they sign in with').fill('ann');
    await demo.page.getByRole('button', { name: 'role=db' }).click();
    await demo.page.getByRole('button', { name: 'Make the link' }).click();
    const url = (await link()) ?? '';
    await demo.page.getByRole('button', { name: 'Done' }).click();
    await ann.goto(url);
    await ann.getByText('You are invited as ann, viewer').waitFor();
    await ann.getByLabel(/^Password/).fill('password1234');
    await ann.getByRole('button', { name: 'Set the password' }).click();
    await ann.getByText('one of those that are tried first').waitFor();
    await ann.getByLabel(/^Password/).fill(password);
    await ann.getByRole('button', { name: 'Set the password' }).click();
    await ann.getByRole('link', { name: 'db-1' }).first().waitFor();
    expect(await ann.getByRole('link', { name: 'web-1' }).count()).toBe(0);
    const pagesOf = async (page: Page): Promise<string[]> =>
      page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    expect(await pagesOf(ann)).toEqual(['Fleet', 'Alerts', 'Dashboards', 'Agents']);
    expect(await pagesOf(demo.page)).toEqual(expect.arrayContaining(['SQL', 'Add hosts', 'System']));
  });

  test('is offered nothing that the collector refuses', async () => {
    const { refused, offers } = await walkEverywhere(ann);
    expect(refused).toEqual([]);
    expect(offers.filter((name) => changing.test(name) || /^SQL/.test(name))).toEqual([]);
    expect(offers).toEqual(expect.arrayContaining(['What happened here', 'Firing', 'Sign out']));
  }, 120_000);

  test('sees what ran on a host, without a query over the fleet', async () => {
    await ann.goto(new URL('/hosts/db-1', demo.stack.ready.web).href);
    await ann.getByRole('table', { name: 'Processes' }).getByText('postgres').first().waitFor();
    await ann.getByRole('button', { name: 'What happened here' }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByText('postgres').first().waitFor();
    expect(await dialog.getByRole('link', { name: 'SQL' }).count()).toBe(0);
  });

  test('sets up a second factor, and signs in with its codes', async () => {
    await ann.goto(new URL('/account', demo.stack.ready.web).href);
    await ann.getByRole('button', { name: 'Set up an app' }).click();
    await ann.getByLabel('Your password').fill(password);
    await ann.getByRole('button', { name: 'Go on' }).click();
    await ann.getByRole('img', { name: 'QR code' }).waitFor();
    const secret = (await ann.locator('.dialog .command-line code').textContent()) ?? '';
    await ann.getByLabel('Code that the app shows now').fill(oneTimeCode(secret, Date.now()));
    await ann.getByRole('button', { name: 'Ask for codes from now on' }).click();
    const [code = ''] = ((await ann.locator('.recovery-codes').textContent()) ?? '').split('\n');
    expect(code).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    await ann.getByRole('button', { name: 'I have kept them' }).click();
    await ann.getByText('10 recovery codes are left').waitFor();
    await ann.getByRole('button', { name: 'Menu' }).click();
    await ann.getByRole('button', { name: 'Sign out' }).click();
    await ann.getByLabel('Name').fill('ann');
    await ann.getByLabel('Password').fill(password);
    await ann.getByRole('button', { name: 'Sign in' }).click();
    await ann.getByLabel(/^Code that the app of ann shows/).fill(code);
    await ann.getByRole('button', { name: 'Sign in' }).click();
    await ann.getByText('9 recovery codes are left').waitFor();
  });

  test('is out at once when disabled, and the audit log has it all', async () => {
    await demo.open('/users', 'Password and code');
    await demo.page.getByRole('button', { name: 'Disable' }).click();
    await demo.page.getByText('ann is disabled').waitFor();
    await ann.reload();
    await ann.getByText('Sign in to Hostwire').waitFor();
    await demo.open('/audit-log?what=second_factor', 'second_factor.on');
    await demo.page.getByLabel('What').selectOption('Users and passwords');
    await demo.page.getByText('user.change').waitFor();
    expect(await demo.page.getByText('second_factor.on').count()).toBe(0);
    const downloading = demo.page.waitForEvent('download');
    await demo.page.getByRole('button', { name: 'Export CSV' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^hostwire-audit-log-.*\.csv$/);
  });
});

describe.each([
  { role: 'viewer', offered: ['SQL', 'System', 'Try out'], withheld: changing },
  {
    role: 'operator',
    offered: ['New silence', 'Change', 'Label'],
    withheld: /^(Make the line to paste|Revoke|Accept a machine|Users)$/,
  },
])('a $role of all hosts', ({ role, offered, withheld }) => {
  test('is offered what the collector takes, and nothing that it refuses', async () => {
    const url = await demo.page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch('/api/v1/users', { method: 'POST', headers, body: JSON.stringify(body) });
        return ((await answer.json()) as { url: string }).url;
      },
      { name: `a-${role}`, role, labels: {} },
    );
    const context = await demo.page.context().browser()!.newContext();
    try {
      const page = await context.newPage();
      await page.goto(url);
      await page.getByLabel(/^Password/).fill(password);
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByRole('link', { name: 'db-1' }).first().waitFor();
      const { refused, offers } = await walkEverywhere(page);
      expect(refused).toEqual([]);
      expect(offers).toEqual(expect.arrayContaining(offered));
      expect(offers.filter((name) => withheld.test(name))).toEqual([]);
    } finally {
      await context.close();
    }
  }, 120_000);
});

describe('a host whose identity a second machine uses', () => {
  const dialog = () => demo.page.getByRole('dialog', { name: 'Which machine is web-1?' });
  const badge = () => demo.page.getByRole('link', { name: 'Cloned' });

  beforeAll(async () => {
    demo.clone('web-1');
    await demo.page.setViewportSize({ width: 1440, height: 900 });
  });

  test('is reported, and the alert leads to the question which machine it is', async () => {
    await demo.open('/alerts', 'Two machines use the identity of web-1');
    await demo.page.getByRole('link', { name: 'Accept a machine' }).click();
    await dialog().getByText('from 127.0.0.1').waitFor();
    await dialog().getByRole('button', { name: 'Not now' }).click();
    await demo.page.waitForURL(/\/enrolment$/);
    expect(await dialog().count()).toBe(0);
  }, 60_000);

  test('is found by the keyboard, and left with Escape', async () => {
    await demo.open('/hosts/web-1', 'Cloned');
    await badge().focus();
    await demo.page.keyboard.press('Enter');
    await dialog().waitFor();
    await demo.page.keyboard.press('Escape');
    await demo.page.waitForURL(/\/enrolment$/);
    await badge().waitFor();
  });

  test.each([
    { page: 'fleet', path: '/' },
    { page: 'host', path: '/hosts/web-1' },
    { page: 'agents', path: '/enrolment' },
  ])('is marked on the $page page of a phone, wholly in view', async ({ path }) => {
    await demo.page.setViewportSize({ width: 390, height: 844 });
    await demo.open(path, 'Cloned');
    await badge().first().scrollIntoViewIfNeeded();
    /** Whether what is at the ends of the badge is the badge: nothing cuts it off or lies over it. */
    const ends = await badge()
      .first()
      .evaluate((link) => {
        const { left, right, top, height } = link.getBoundingClientRect();
        const isLink = (x: number): boolean => link.contains(document.elementFromPoint(x, top + height / 2));
        return { isWhole: [left + 4, right - 4].every(isLink), cutPx: link.scrollWidth - link.clientWidth };
      });
    expect(ends).toEqual({ isWhole: true, cutPx: 0 });
  });

  test('fits a phone, where a machine is accepted: the badge and the alert are gone', async () => {
    await demo.page.setViewportSize({ width: 390, height: 844 });
    await demo.open('/enrolment?accept=web-1', 'Which machine is web-1?');
    const box = await dialog().boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    await dialog().getByRole('button', { name: 'Accept 127.0.0.1' }).click();
    await demo.page.getByText('web-1 is the machine that is connected').waitFor();
    await badge().waitFor({ state: 'detached' });
    await demo.open('/alerts', 'No alert is firing');
  }, 60_000);
});
